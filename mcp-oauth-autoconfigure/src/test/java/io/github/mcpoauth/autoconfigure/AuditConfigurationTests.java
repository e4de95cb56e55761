package io.github.mcpoauth.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.mcpoauth.event.ClientDeleted;
import io.github.mcpoauth.event.OAuthEvent;
import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.observability.OAuthAuditListener;
import io.github.mcpoauth.observability.OAuthEventLogger;
import io.github.mcpoauth.observability.SecretPropertyMask;
import io.github.mcpoauth.support.RecordedEvents;
import io.github.mcpoauth.support.TestApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is told what happens.
 */
class AuditConfigurationTests {

	private static final OAuthEvent EVENT = new ClientDeleted(new OAuthEvent.Client("a", null));

	private final WebApplicationContextRunner application = new WebApplicationContextRunner()
		.withUserConfiguration(TestApplication.class)
		.withPropertyValues("mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters");

	private final WebApplicationContextRunner auditing = this.application.withBean(AuditEventRepository.class,
			InMemoryAuditEventRepository::new);

	@Test
	void eventWhenThereIsARepositoryThenAudited() {
		this.auditing.withBean(RecordedEvents.class).run((context) -> {
			context.getBean(OAuthEventPublisher.class).publish(EVENT);
			assertThat(context.getBean(RecordedEvents.class).all()).containsExactly(EVENT);
			assertThat(context.getBean(AuditEventRepository.class).find(null, null, "MCP_OAUTH_CLIENT_DELETED"))
				.extracting(AuditEvent::getPrincipal)
				.containsExactly("a");
		});
	}

	@Test
	void eventWhenThereIsNoRepositoryThenLoggedOnly() {
		this.application.run((context) -> assertThat(context).hasSingleBean(OAuthEventLogger.class)
			.doesNotHaveBean(OAuthAuditListener.class));
	}

	/** As Spring Boot's own listeners. */
	@Test
	void eventWhenAuditingIsOffThenLoggedOnly() {
		this.auditing.withPropertyValues("management.auditevents.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(OAuthEventLogger.class)
				.doesNotHaveBean(OAuthAuditListener.class));
	}

	@Test
	void eventWhenThereIsNoActuatorThenLoggedOnly() {
		this.application.withClassLoader(new FilteredClassLoader(AuditEventRepository.class, SanitizingFunction.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(OAuthEventLogger.class)
				.doesNotHaveBean(OAuthAuditListener.class)
				.doesNotHaveBean(SecretPropertyMask.class));
	}

	/** What tells is not what writes down. */
	@Test
	void eventWhenObservabilityIsExcludedThenOnlyTheApplicationIsTold() {
		this.auditing.withBean(RecordedEvents.class)
			.withPropertyValues("spring.autoconfigure.exclude=" + McpObservabilityAutoConfiguration.class.getName())
			.run((context) -> {
				context.getBean(OAuthEventPublisher.class).publish(EVENT);
				assertThat(context.getBean(RecordedEvents.class).all()).containsExactly(EVENT);
				assertThat(context).doesNotHaveBean(OAuthEventLogger.class);
			});
	}

	@Test
	void publisherWhenApplicationHasOneThenNoOther() {
		List<OAuthEvent> told = new ArrayList<>();
		this.auditing.withBean("own", OAuthEventPublisher.class, () -> told::add).run((context) -> {
			context.getBean(OAuthEventPublisher.class).publish(EVENT);
			assertThat(told).containsExactly(EVENT);
			assertThat(context.getBean(AuditEventRepository.class).find(null, null, null)).isEmpty();
		});
	}

}
