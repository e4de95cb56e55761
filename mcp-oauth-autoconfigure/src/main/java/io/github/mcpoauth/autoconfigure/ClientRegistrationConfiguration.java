package io.github.mcpoauth.autoconfigure;

import java.time.Clock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.registration.ClientRegistrationEndpoint;
import io.github.mcpoauth.registration.RedirectUriPolicy;
import io.github.mcpoauth.registration.StatelessClientIds;
import io.github.mcpoauth.scope.ScopeCatalog;

/**
 * How clients register and are known again.
 */
@Configuration(proxyBeanMethods = false)
class ClientRegistrationConfiguration {

	private static final Log logger = LogFactory.getLog(ClientRegistrationConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	Sealer mcpSealer(SecretKeys keys) {
		if (keys.random()) {
			logger.warn("mcp.oauth.secret is not set, so a random one is used: after a restart, and on every other "
					+ "instance, clients are unknown and have to register again. Set it to at least 32 random "
					+ "characters, for instance the output of: openssl rand -base64 32");
		}
		return new Sealer(keys.keyRing(), Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	StatelessClientIds mcpStatelessClientIds(Sealer sealer) {
		return new StatelessClientIds(sealer);
	}

	@Bean
	@ConditionalOnMissingBean
	RedirectUriPolicy mcpRedirectUriPolicy(McpOAuthPropertiesMapper mapper) {
		return mapper.asRedirectUriPolicy();
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "mcp.oauth.registration.enabled", matchIfMissing = true)
	ClientRegistrationEndpoint mcpClientRegistrationEndpoint(StatelessClientIds clientIds, RedirectUriPolicy policy,
			ScopeCatalog scopes) {
		return new ClientRegistrationEndpoint(clientIds, policy, () -> Scopes.of(scopes.supported()),
				Clock.systemUTC());
	}

}
