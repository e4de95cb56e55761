package io.github.mcpoauth.authorizationserver;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import io.github.mcpoauth.authorizationserver.store.AuthorizationStore;
import io.github.mcpoauth.authorizationserver.store.InMemoryAuthorizationStore;
import io.github.mcpoauth.authorizationserver.store.StoredAuthorization;
import io.github.mcpoauth.event.ClientDeleted;
import io.github.mcpoauth.event.OAuthEvent;
import io.github.mcpoauth.event.TokensIssued;
import io.github.mcpoauth.event.TokensRefreshed;
import io.github.mcpoauth.store.StoreUnavailableException;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.RecordedEvents;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What has not been stored has not happened, and what has happened is answered whatever
 * becomes of those who are told.
 */
@ExtendWith(OutputCaptureExtension.class)
class EventsInTroubleTests {

	private static final AtomicBoolean trouble = new AtomicBoolean();

	@RegisterExtension
	static final TestServer listening = TestServer.start(
			new Class<?>[] { TestApplication.class, RecordedEvents.class, FailingListener.class },
			"mcp.oauth.rate-limits.enabled=false");

	@RegisterExtension
	static final TestServer storing = TestServer.start(
			new Class<?>[] { TestApplication.class, RecordedEvents.class, FailingStores.class },
			"mcp.oauth.rate-limits.enabled=false", "mcp.oauth.registration.store=memory");

	@Test
	void tokenWhenListenerFailsThenAnsweredAndTheFailureIsLogged(CapturedOutput output) {
		OAuthFlow flow = OAuthFlow.register(listening);
		String code = flow.code();
		trouble.set(true);
		Map<String, Object> tokens = flow.token(flow.tokenRequest(code)).json();
		trouble.set(false);
		assertThat(flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
		assertThat(output).contains("A listener has failed", "MCP_OAUTH_TOKENS_ISSUED user=\"alice\"",
				"a listener of the application");
		assertThat(listening.bean(AuditEventRepository.class).find("alice", null, "MCP_OAUTH_TOKENS_ISSUED"))
			.as("What is written down comes first")
			.hasSize(1);
		assertThat(output.getAll()).doesNotContain(code, (String) tokens.get("access_token"),
				(String) tokens.get("refresh_token"));
	}

	@Test
	void refreshWhenStoreFailsThen503AndNothingIsTold() {
		OAuthFlow flow = OAuthFlow.register(storing);
		Map<String, String> request = flow.refreshRequest((String) flow.tokens().get("refresh_token"));
		trouble.set(true);
		assertThat(flow.token(request).status()).isEqualTo(503);
		trouble.set(false);
		RecordedEvents events = storing.bean(RecordedEvents.class);
		assertThat(events.of(flow.clientId(), TokensRefreshed.class)).isEmpty();
		assertThat(flow.token(request).status()).isEqualTo(200);
		assertThat(events.of(flow.clientId(), TokensRefreshed.class)).hasSize(1);
	}

	/** The client is gone, and who looks after an incident has to know when. */
	@Test
	void deleteWhenGrantsCanNotBeEndedThen503AndTheDeletionIsToldAllTheSame() {
		Map<String, Object> client = new Http()
			.postJson(storing.url("/oauth2/register"), ClientRequests.registration(""))
			.json();
		String clientId = (String) client.get("client_id");
		OAuthFlow.withClientId(storing, clientId).tokens();
		trouble.set(true);
		assertThat(delete(client).status()).isEqualTo(503);
		trouble.set(false);
		RecordedEvents events = storing.bean(RecordedEvents.class);
		assertThat(events.of(clientId, ClientDeleted.class)).hasSize(1);
		assertThat(delete(client).status()).isEqualTo(404);
		assertThat(events.of(clientId, ClientDeleted.class)).hasSize(1);
	}

	private static Reply delete(Map<String, Object> client) {
		return new Http().send("DELETE", storing.url("/oauth2/register/" + client.get("client_id")), null,
				"Authorization", "Bearer " + client.get("registration_access_token"));
	}

	/** An alert must not depend on the database of the audit log. */
	@Test
	void eventWhenAuditRepositoryFailsThenOtherListenersAreToldAllTheSame(CapturedOutput output) {
		OAuthFlow flow = OAuthFlow.register(storing);
		flow.tokens();
		assertThat(storing.bean(RecordedEvents.class).of(flow.clientId(), TokensIssued.class)).hasSize(1);
		assertThat(output).contains("An audit event could not be kept: MCP_OAUTH_TOKENS_ISSUED",
				"the repository is down");
	}

	@Configuration(proxyBeanMethods = false)
	static class FailingListener {

		@Bean
		AuditEventRepository repository() {
			return new InMemoryAuditEventRepository();
		}

		@Order(0)
		@EventListener
		void fail(OAuthEvent event) {
			if (trouble.get()) {
				throw new IllegalStateException("a listener of the application");
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingStores {

		@Bean
		AuthorizationStore failingStore() {
			return new FailingStore();
		}

		@Bean
		AuditEventRepository failingRepository() {
			return new AuditEventRepository() {

				@Override
				public void add(AuditEvent event) {
					// Spring Security's own events would break the login
					if (event.getType().startsWith("MCP_OAUTH_")) {
						throw new IllegalStateException("the repository is down");
					}
				}

				@Override
				public List<AuditEvent> find(String principal, Instant after, String type) {
					return List.of();
				}

			};
		}

	}

	/** Reads, and does not write. */
	static class FailingStore implements AuthorizationStore {

		private final AuthorizationStore store = new InMemoryAuthorizationStore(Clock.systemUTC());

		@Override
		public @Nullable StoredAuthorization findById(String id) {
			return this.store.findById(id);
		}

		@Override
		public @Nullable StoredAuthorization findByTokenHash(String tokenHash) {
			return this.store.findByTokenHash(tokenHash);
		}

		@Override
		public List<StoredAuthorization> findByPrincipalName(String principalName) {
			return this.store.findByPrincipalName(principalName);
		}

		@Override
		public List<StoredAuthorization> findByClientHash(String clientHash) {
			return this.store.findByClientHash(clientHash);
		}

		@Override
		public boolean save(StoredAuthorization authorization, Set<String> added, Set<String> removed) {
			if (trouble.get()) {
				throw new StoreUnavailableException("The store", new IllegalStateException("down"));
			}
			return this.store.save(authorization, added, removed);
		}

		@Override
		public void remove(String id) {
			if (trouble.get()) {
				throw new StoreUnavailableException("The store", new IllegalStateException("down"));
			}
			this.store.remove(id);
		}

		@Override
		public int removeExpired(Instant now, int limit) {
			return this.store.removeExpired(now, limit);
		}

	}

}
