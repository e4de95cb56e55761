package io.github.mcpoauth.autoconfigure;

import java.util.Set;

import com.nimbusds.jose.jwk.source.JWKSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import io.github.mcpoauth.authorizationserver.McpAuthorizationServerSecurity;
import io.github.mcpoauth.authorizationserver.user.UserClaims;
import io.github.mcpoauth.consent.ConsentPage;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.registration.ClientRegistrationEndpoint;
import io.github.mcpoauth.registration.RedirectUriPolicy;
import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.McpEndpointSecurity;
import io.github.mcpoauth.scope.ScopeCatalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Which beans there are, and when they back off.
 */
class McpOAuthAutoConfigurationTests {

	private static final AutoConfigurations ALL = AutoConfigurations.of(SecurityAutoConfiguration.class,
			UserDetailsServiceAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
			DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class, McpOAuthAutoConfiguration.class,
			McpSigningKeysAutoConfiguration.class, McpAuthorizationServerAutoConfiguration.class,
			McpResourceServerAutoConfiguration.class);

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner().withConfiguration(ALL);

	@Test
	void contextWhenNothingIsConfiguredThenEmbeddedAuthorizationServer() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(McpAuthorizationServerSecurity.class)
				.hasSingleBean(McpEndpointSecurity.class)
				.hasSingleBean(RegisteredClientRepository.class)
				.hasSingleBean(ClientRegistrationEndpoint.class)
				.hasSingleBean(UserDetailsService.class)
				.hasBean("defaultSecurityFilterChain");
			assertThat(context.getBeansOfType(SecurityFilterChain.class)).hasSize(4);
			assertThat(context.getBean(PublicUrls.class).issuer()).isEqualTo("http://localhost:8080");
		});
	}

	@Test
	void contextWhenIssuerIsConfiguredThenResourceServerOnly() {
		this.runner.withPropertyValues("mcp.oauth.upstream.issuer-uri=https://issuer.example").run((context) -> {
			assertThat(context).hasSingleBean(McpEndpointSecurity.class)
				.hasSingleBean(AccessTokenVerifier.class)
				.doesNotHaveBean(McpAuthorizationServerSecurity.class)
				.doesNotHaveBean(RegisteredClientRepository.class)
				.doesNotHaveBean(JWKSource.class);
			assertThat(context.getBeansOfType(SecurityFilterChain.class)).hasSize(3);
		});
	}

	@Test
	void contextWhenModeIsSetThenItWinsOverWhatIsConfigured() {
		this.runner
			.withPropertyValues("mcp.oauth.mode=authorization-server",
					"mcp.oauth.upstream.issuer-uri=https://issuer.example")
			.run((context) -> assertThat(context).hasSingleBean(McpAuthorizationServerSecurity.class));
	}

	@Test
	void contextWhenSwitchedOffThenNothing() {
		this.runner.withPropertyValues("mcp.oauth.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed()
				.doesNotHaveBean(PublicUrls.class)
				.doesNotHaveBean(McpEndpointSecurity.class);
			assertThat(context.getBeansOfType(SecurityFilterChain.class)).hasSize(1);
		});
	}

	@Test
	void contextWhenNotAServletApplicationThenNothing() {
		new ApplicationContextRunner().withConfiguration(ALL)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PublicUrls.class));
	}

	@Test
	void contextWhenAuthorizationServerIsNotOnTheClasspathThenSaysWhatToAdd() {
		this.runner.withClassLoader(new FilteredClassLoader(OAuth2Authorization.class))
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.isInstanceOf(McpOAuthConfigurationException.class)
				.hasMessageContaining("mcp.oauth.mode"));
	}

	@Test
	void contextWhenAuthorizationServerIsNotOnTheClasspathThenResourceServerStillWorks() {
		this.runner.withClassLoader(new FilteredClassLoader(OAuth2Authorization.class))
			.withPropertyValues("mcp.oauth.upstream.issuer-uri=https://issuer.example")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(McpEndpointSecurity.class));
	}

	@Test
	void contextWhenRegistrationIsOffThenNoEndpoint() {
		this.runner.withPropertyValues("mcp.oauth.registration.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ClientRegistrationEndpoint.class));
	}

	@Test
	void contextWhenUserReplacesBeansThenOursBackOff() {
		this.runner.withUserConfiguration(Replacements.class).run((context) -> {
			assertThat(context).hasNotFailed();
			for (Class<?> type : new Class<?>[] { ScopeCatalog.class, ConsentPage.class, RedirectUriPolicy.class,
					RegisteredClientRepository.class, OAuth2AuthorizationService.class,
					OAuth2AuthorizationConsentService.class, OAuth2TokenGenerator.class, AccessTokenVerifier.class,
					UserDetailsService.class, PublicUrls.class, JWKSource.class, UserClaims.class }) {
				assertThat(context).hasSingleBean(type);
				assertThat(context.getBeanNamesForType(type)[0]).startsWith("own");
			}
		});
	}

	@Test
	void contextWhenUserReplacesChainsThenOursBackOff() {
		this.runner.withUserConfiguration(OwnChains.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean("mcpEndpointSecurityFilterChain")).isSameAs(OwnChains.CHAIN);
			assertThat(context.getBean("mcpAuthorizationServerSecurityFilterChain")).isSameAs(OwnChains.CHAIN);
			assertThat(context.getBean("mcpWellKnownSecurityFilterChain")).isSameAs(OwnChains.CHAIN);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnChains {

		static final SecurityFilterChain CHAIN = mock();

		@Bean
		SecurityFilterChain mcpEndpointSecurityFilterChain() {
			return CHAIN;
		}

		@Bean
		SecurityFilterChain mcpAuthorizationServerSecurityFilterChain() {
			return CHAIN;
		}

		@Bean
		SecurityFilterChain mcpWellKnownSecurityFilterChain() {
			return CHAIN;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Replacements {

		@Bean
		JWKSource<?> ownKeys() {
			return mock(JWKSource.class);
		}

		@Bean
		UserClaims ownUserClaims() {
			return mock(UserClaims.class);
		}

		@Bean
		ScopeCatalog ownScopeCatalog() {
			return new ScopeCatalog() {

				@Override
				public Set<String> required() {
					return Set.of();
				}

				@Override
				public Set<String> supported() {
					return Set.of("own");
				}

				@Override
				public @Nullable String describe(String scope) {
					return null;
				}

			};
		}

		@Bean
		ConsentPage ownConsentPage() {
			return mock();
		}

		@Bean
		RedirectUriPolicy ownRedirectUriPolicy() {
			return new RedirectUriPolicy(Set.of());
		}

		@Bean
		RegisteredClientRepository ownRegisteredClientRepository() {
			return mock();
		}

		@Bean
		OAuth2AuthorizationService ownAuthorizationService() {
			return mock();
		}

		@Bean
		OAuth2AuthorizationConsentService ownConsentService() {
			return mock();
		}

		@Bean
		OAuth2TokenGenerator<?> ownTokenGenerator() {
			return mock();
		}

		@Bean
		AccessTokenVerifier ownAccessTokenVerifier() {
			return mock();
		}

		@Bean
		UserDetailsService ownUserDetailsService() {
			return new InMemoryUserDetailsManager();
		}

		@Bean
		PublicUrls ownPublicUrls() {
			return PublicUrls.of("https://own.example");
		}

	}

}
