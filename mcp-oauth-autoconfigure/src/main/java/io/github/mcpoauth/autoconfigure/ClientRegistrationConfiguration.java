package io.github.mcpoauth.autoconfigure;

import java.time.Clock;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.registration.ClientIdIssuer;
import io.github.mcpoauth.registration.ClientRegistrationEndpoint;
import io.github.mcpoauth.registration.RedirectUriPolicy;
import io.github.mcpoauth.scope.ScopeCatalog;

/**
 * How clients register, whatever identifier they get.
 */
@Configuration(proxyBeanMethods = false)
class ClientRegistrationConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RedirectUriPolicy mcpRedirectUriPolicy(McpOAuthPropertiesMapper mapper) {
		return mapper.asRedirectUriPolicy();
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "mcp.oauth.registration.enabled", matchIfMissing = true)
	ClientRegistrationEndpoint mcpClientRegistrationEndpoint(ClientIdIssuer clientIds, RedirectUriPolicy policy,
			ScopeCatalog scopes) {
		return new ClientRegistrationEndpoint(clientIds, policy, () -> Scopes.of(scopes.supported()),
				Clock.systemUTC());
	}

}
