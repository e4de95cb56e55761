package io.github.mcpoauth.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;

import io.github.mcpoauth.observability.McpOAuthHealth;
import io.github.mcpoauth.resource.McpEndpointSecurity;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.TestApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which health components there are.
 */
class HealthConfigurationTests {

	private static final String ISSUER = "mcp.oauth.upstream.issuer-uri=https://idp.example.com";

	private final WebApplicationContextRunner application = new WebApplicationContextRunner()
		.withUserConfiguration(TestApplication.class)
		.withPropertyValues("mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters",
				"mcp.oauth.base-url=http://localhost:9999");

	private static Set<String> components(HealthContributorRegistry registry) {
		CompositeHealthContributor contributor = (CompositeHealthContributor) registry.getContributor("mcpOAuth");
		return contributor.stream().map(HealthContributors.Entry::name).collect(Collectors.toSet());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "mcp.oauth.mode=authorization-server | keys", ISSUER + " | keys,upstream",
			ISSUER + " mcp.oauth.upstream.token-verification=userinfo mcp.oauth.resource.accept-tokens-for-other-resources=true | upstream",
			ISSUER + " mcp.oauth.upstream.client-id=mcp mcp.oauth.upstream.client-secret=x | keys,upstream",
			ISSUER + " mcp.oauth.upstream.client-id=mcp mcp.oauth.facade.endpoints=direct | keys,upstream",
			ISSUER + " mcp.oauth.upstream.client-id=mcp mcp.oauth.mode=authorization-server | keys,logins",
			"mcp.oauth.authorization-server.store=redis | keys,store",
			"mcp.oauth.registration.store=redis | keys,store", "mcp.oauth.registration.store=memory | keys",
			ISSUER + " management.health.mcp-oauth.keys.enabled=false | upstream",
			"mcp.oauth.registration.store=redis management.health.mcp-oauth.store.enabled=false | keys" })
	void componentsWhenModeIsThenWhatItDependsOn(String properties, String expected) {
		this.application.withPropertyValues(properties.split(" "))
			.withPropertyValues("spring.data.redis.port=" + Redis.shared().port())
			.run((context) -> assertThat(components(context.getBean(HealthContributorRegistry.class)))
				.containsExactlyInAnyOrder(expected.split(",")));
	}

	@Test
	void componentsWhenThereAreFurtherIssuersThenOneForEach() {
		this.application.withPropertyValues(ISSUER, "mcp.oauth.issuers.ci.issuer-uri=https://ci.example.com")
			.run((context) -> {
				CompositeHealthContributor contributor = (CompositeHealthContributor) context
					.getBean(HealthContributorRegistry.class)
					.getContributor("mcpOAuth");
				for (String component : List.of("upstream", "keys")) {
					assertThat(((CompositeHealthContributor) contributor.getContributor(component)).stream()
						.map(HealthContributors.Entry::name)).containsExactlyInAnyOrder("main", "ci");
				}
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.health.mcp-oauth.enabled=false", "management.health.defaults.enabled=false" })
	void contributorWhenDisabledThenNone(String property) {
		this.application.withPropertyValues(property).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean("mcpOAuthHealthContributor");
			assertThat(context.getBean(StatusAggregator.class).getAggregateStatus(Status.UP, McpOAuthHealth.DEGRADED))
				.isEqualTo(Status.UP);
		});
	}

	@Test
	void contributorWhenThereIsNoHealthThenApplicationStartsAllTheSame() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SecurityAutoConfiguration.class,
					UserDetailsServiceAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
					DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class,
					McpHealthStatusAutoConfiguration.class, McpOAuthAutoConfiguration.class,
					McpSigningKeysAutoConfiguration.class, McpAuthorizationServerAutoConfiguration.class,
					McpResourceServerAutoConfiguration.class, McpObservabilityAutoConfiguration.class))
			.withClassLoader(
					new FilteredClassLoader("org.springframework.boot.health", "org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(McpEndpointSecurity.class)
				.doesNotHaveBean("mcpOAuthHealthContributor")
				.doesNotHaveBean("mcpHealthStatusAggregator"));
	}

	@Test
	void contributorWhenApplicationHasOneThenNoOther() {
		this.application
			.withBean("mcpOAuthHealthContributor", CompositeHealthContributor.class,
					() -> CompositeHealthContributor.fromMap(Map.of()))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(CompositeHealthContributor.class));
	}

	@Test
	void orderWhenNothingIsConfiguredThenDegradedHasAPlace() {
		this.application.run((context) -> assertThat(
				context.getBean(StatusAggregator.class).getAggregateStatus(Status.UP, McpOAuthHealth.DEGRADED))
			.isEqualTo(McpOAuthHealth.DEGRADED));
	}

	@Test
	void orderWhenApplicationHasOneThenThat() {
		this.application.withPropertyValues("management.endpoint.health.status.order=down,up")
			.run((context) -> assertThat(
					context.getBean(StatusAggregator.class).getAggregateStatus(Status.UP, McpOAuthHealth.DEGRADED))
				.isEqualTo(Status.UP));
		StatusAggregator own = StatusAggregator.getDefault();
		this.application.withBean("ownAggregator", StatusAggregator.class, () -> own)
			.run((context) -> assertThat(context.getBean(StatusAggregator.class)).isSameAs(own));
	}

}
