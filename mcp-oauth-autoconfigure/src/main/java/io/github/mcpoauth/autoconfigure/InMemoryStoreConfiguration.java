package io.github.mcpoauth.autoconfigure;

import java.time.Clock;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.authorizationserver.store.AuthorizationStore;
import io.github.mcpoauth.authorizationserver.store.ConsentStore;
import io.github.mcpoauth.authorizationserver.store.InMemoryAuthorizationStore;
import io.github.mcpoauth.authorizationserver.store.InMemoryConsentStore;
import io.github.mcpoauth.authorizationserver.store.InMemoryUpstreamTokenStore;
import io.github.mcpoauth.authorizationserver.store.UpstreamTokenStore;

/**
 * What the authorization server keeps, in memory.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "mcp.oauth.authorization-server.store", havingValue = "memory", matchIfMissing = true)
class InMemoryStoreConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AuthorizationStore mcpAuthorizationStore() {
		return new InMemoryAuthorizationStore(Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	ConsentStore mcpConsentStore() {
		return new InMemoryConsentStore(Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	UpstreamTokenStore mcpUpstreamTokenStore() {
		return new InMemoryUpstreamTokenStore(Clock.systemUTC());
	}

}
