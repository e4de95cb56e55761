package io.github.mcpoauth.autoconfigure;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.jose.KeyedHash;
import io.github.mcpoauth.registration.ClientConfigurationEndpoint;
import io.github.mcpoauth.registration.ClientGrants;
import io.github.mcpoauth.registration.ClientRegistrar;
import io.github.mcpoauth.registration.InMemoryRegistrationStore;
import io.github.mcpoauth.registration.RegistrationRules;
import io.github.mcpoauth.registration.RegistrationStore;
import io.github.mcpoauth.registration.RevokedClients;
import io.github.mcpoauth.registration.StatelessClientIds;
import io.github.mcpoauth.registration.StatelessRegistrar;
import io.github.mcpoauth.registration.StoredRegistrar;

/**
 * Where registrations are, and how they end.
 */
@Configuration(proxyBeanMethods = false)
class RegistrarConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnProperty(name = "mcp.oauth.registration.store", havingValue = "memory")
	RegistrationStore mcpRegistrationStore(RegistrationPropertiesMapper mapper) {
		return new InMemoryRegistrationStore(mapper.asMaxClients());
	}

	@Bean
	RegistrationStoreCheck mcpRegistrationStoreCheck(RegistrationProperties properties, SecretKeys keys,
			ObjectProvider<RegistrationStore> store) {
		return RegistrationStoreCheck.of(properties.store(), keys, store.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	RevokedClients mcpRevokedClients(RegistrationPropertiesMapper mapper) {
		return mapper.asRevokedClients();
	}

	@Bean
	ClientRegistrar mcpClientRegistrar(ObjectProvider<RegistrationStore> store, StatelessClientIds clientIds,
			SecretKeys keys, ObjectProvider<ClientGrants> grants, RegistrationPropertiesMapper mapper,
			RegistrationStoreCheck check) {
		RegistrationStore stored = store.getIfAvailable();
		if (stored == null) {
			return new StatelessRegistrar(clientIds, new KeyedHash(keys.keyRing()), mapper.asTimeToLive(),
					Clock.systemUTC());
		}
		return new StoredRegistrar(stored, mapper.asLifetimes(),
				(clientId) -> grants.ifAvailable((all) -> all.endAll(clientId)), Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "mcp.oauth.registration.enabled", matchIfMissing = true)
	ClientConfigurationEndpoint mcpClientConfigurationEndpoint(ClientRegistrar registrar, RegistrationRules rules,
			RevokedClients revoked, PublicUrls urls, OAuthEventPublisher events) {
		return new ClientConfigurationEndpoint(registrar, rules, revoked, ClientRegistrationConfiguration.uris(urls),
				events);
	}

}
