package io.github.mcpoauth.autoconfigure;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.SecurityFilterChain;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.facade.McpDirectFacadeSecurity;
import io.github.mcpoauth.facade.McpFacadeSecurity;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.registration.ClientRegistrar;
import io.github.mcpoauth.registration.ClientRegistrationEndpoint;
import io.github.mcpoauth.registration.InitialAccessTokens;
import io.github.mcpoauth.registration.RedirectUriPolicy;
import io.github.mcpoauth.registration.RegistrationRules;
import io.github.mcpoauth.registration.StatelessClientIds;
import io.github.mcpoauth.upstream.UpstreamMetadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Which of the two facades there is, and what keeps the direct one from starting.
 */
class DirectFacadeConfigurationTests {

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
						McpOAuthAutoConfiguration.class, McpFacadeAutoConfiguration.class,
						McpDirectFacadeAutoConfiguration.class, McpResourceServerAutoConfiguration.class))
		.withPropertyValues("mcp.oauth.base-url=https://mcp.example.com", "mcp.oauth.mode=facade",
				"mcp.oauth.upstream.issuer-uri=https://idp.example.com");

	@ParameterizedTest
	@ValueSource(strings = { "mcp.oauth.facade.endpoints=direct", "mcp.oauth.facade.endpoints=DIRECT" })
	void contextWhenDirectThenNothingIsThereThatSeals(String property) {
		this.contextRunner.withPropertyValues(property, "mcp.oauth.upstream.client-id=public")
			.run((context) -> assertThat(context).hasSingleBean(McpDirectFacadeSecurity.class)
				.doesNotHaveBean(McpFacadeSecurity.class)
				.doesNotHaveBean(StatelessClientIds.class)
				.doesNotHaveBean(Sealer.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "mcp.oauth.facade.endpoints=relay", "mcp.oauth.facade.endpoints=",
			"mcp.oauth.facade.default-paths=true" })
	void contextWhenRelayOrNotSetThenRelay(String property) {
		this.contextRunner.withPropertyValues(property, "mcp.oauth.upstream.client-id=the-facade")
			.run((context) -> assertThat(context).hasSingleBean(McpFacadeSecurity.class)
				.doesNotHaveBean(McpDirectFacadeSecurity.class));
	}

	@Test
	void contextWhenDirectAndTheClientHasASecretThenFailsWithoutShowingIt() {
		this.contextRunner
			.withPropertyValues("mcp.oauth.facade.endpoints=direct", "mcp.oauth.upstream.client-id=confidential",
					"mcp.oauth.upstream.client-secret=hunter2hunter2")
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(context.getStartupFailure()).rootCause()
					.isInstanceOfSatisfying(McpOAuthConfigurationException.class, (failure) -> {
						assertThat(failure).hasMessageContaining("mcp.oauth.upstream.client-secret")
							.hasMessageContaining("(not shown)")
							.hasMessageNotContaining("hunter2");
						assertThat(failure.fix()).contains("a public one", "mcp.oauth.facade.endpoints=relay");
					});
			});
	}

	@Test
	void contextWhenDirectAndNoClientIsSetThenFails() {
		this.contextRunner.withPropertyValues("mcp.oauth.facade.endpoints=direct")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.upstream.client-id is not set"));
	}

	@Test
	void contextWhenTheFacadeIsUnknownThenFailsAndNamesIt() {
		this.contextRunner.withPropertyValues("mcp.oauth.facade.endpoints=proxy", "mcp.oauth.upstream.client-id=x")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("FacadeEndpoints.proxy"));
	}

	@Test
	void contextWhenUserReplacesBeansThenOursBackOff() {
		this.contextRunner.withUserConfiguration(Replacements.class)
			.withPropertyValues("mcp.oauth.facade.endpoints=direct", "mcp.oauth.upstream.client-id=public")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				for (Class<?> type : new Class<?>[] { UpstreamMetadata.class, RedirectUriPolicy.class,
						ClientRegistrationEndpoint.class, McpDirectFacadeSecurity.class }) {
					assertThat(context).hasSingleBean(type);
					assertThat(context.getBeanNamesForType(type)[0]).startsWith("own");
				}
				assertThat(context.getBean("mcpFacadeSecurityFilterChain")).isSameAs(Replacements.CHAIN);
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Replacements {

		static final SecurityFilterChain CHAIN = mock();

		@Bean
		UpstreamMetadata ownUpstreamMetadata() {
			return mock();
		}

		@Bean
		RedirectUriPolicy ownRedirectUriPolicy() {
			return new RedirectUriPolicy(Set.of());
		}

		@Bean
		ClientRegistrationEndpoint ownClientRegistrationEndpoint(RedirectUriPolicy policy) {
			return new ClientRegistrationEndpoint(ClientRegistrar.of((metadata) -> Optional.of("own")),
					new RegistrationRules(policy, () -> Scopes.of(List.of())), new InitialAccessTokens(List.of()),
					(clientId) -> "https://mcp.example.com/" + clientId, (event) -> {
					});
		}

		@Bean
		McpDirectFacadeSecurity ownDirectFacadeSecurity() {
			return new McpDirectFacadeSecurity(null, false);
		}

		@Bean
		SecurityFilterChain mcpFacadeSecurityFilterChain() {
			return CHAIN;
		}

	}

}
