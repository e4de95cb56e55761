package io.github.mcpoauth.autoconfigure;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;

import io.github.mcpoauth.authorizationserver.store.AuthorizationStore;
import io.github.mcpoauth.authorizationserver.store.InMemoryAuthorizationStore;
import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Mode;

/**
 * The health of the embedded authorization server.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(OAuth2Authorization.class)
@ConditionalOnEnabledHealthIndicator("mcp-oauth")
@ConditionalOnMode(Mode.AUTHORIZATION_SERVER)
class AuthorizationServerHealthConfiguration {

	@Bean
	HealthPart mcpSigningKeysHealth(JWKSource<SecurityContext> keys) {
		return (health) -> health.addSigningKeys(ResourceIssuers.MAIN, keys);
	}

	@Bean
	HealthPart mcpLoginHealth(ObjectProvider<LoginUpstreams> upstreams) {
		return (health) -> upstreams.ifAvailable((logins) -> logins.all()
			.forEach((upstream) -> health.addLogin(upstream.name(), ProviderSources.ofLogin(upstream))));
	}

	/**
	 * What is in the memory of this process can't be out of reach.
	 */
	@Bean
	HealthPart mcpStoreHealth(AuthorizationStore authorizations) {
		return (health) -> {
			if (!(authorizations instanceof InMemoryAuthorizationStore)) {
				health.addStore("authorizations", () -> authorizations.findByTokenHash("health"));
			}
		};
	}

}
