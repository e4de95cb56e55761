package io.github.mcpoauth.autoconfigure;

import java.time.Clock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.registration.StatelessClientIds;

/**
 * Clients that are known by what was sealed into their identifiers.
 */
@Configuration(proxyBeanMethods = false)
class SealedClientsConfiguration {

	private static final Log logger = LogFactory.getLog(SealedClientsConfiguration.class);

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

}
