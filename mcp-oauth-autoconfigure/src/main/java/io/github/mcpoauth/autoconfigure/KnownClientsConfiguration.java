package io.github.mcpoauth.autoconfigure;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.net.GuardedFetcher;
import io.github.mcpoauth.registration.ClientAssertions;
import io.github.mcpoauth.registration.ClientDocuments;
import io.github.mcpoauth.registration.ClientMetadata;
import io.github.mcpoauth.registration.ClientRegistrar;
import io.github.mcpoauth.registration.Clients;
import io.github.mcpoauth.registration.ConfiguredClients;
import io.github.mcpoauth.registration.KnownClients;
import io.github.mcpoauth.registration.RedirectUriPolicy;
import io.github.mcpoauth.registration.RevokedClients;

/**
 * How clients are found, whoever gave them their identifiers.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClientProperties.class)
class KnownClientsConfiguration {

	private static final String DOCUMENTS = "mcp.oauth.registration.client-id-metadata-documents";

	@Bean
	ClientPropertiesMapper mcpClientPropertiesMapper(ClientProperties properties) {
		return new ClientPropertiesMapper(properties);
	}

	@Bean
	@ConditionalOnBooleanProperty(name = DOCUMENTS + ".enabled", matchIfMissing = true)
	ClientDocuments mcpClientDocuments(ClientPropertiesMapper mapper, RedirectUriPolicy policy,
			Observations observations) {
		return new ClientDocuments(
				new GuardedFetcher(observations.registry(), mapper.asMaxConcurrentFetches(), mapper.allowsLoopback()),
				mapper.asFetchRates(), mapper.asAllowedHosts(), policy, Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	Clients mcpClients(ClientRegistrar registrar, ObjectProvider<ClientDocuments> documents,
			ClientPropertiesMapper mapper, RedirectUriPolicy policy, RevokedClients revoked,
			ObjectProvider<ConfiguredClients> configured) {
		Map<String, ClientMetadata> pinned = new LinkedHashMap<>(mapper.asPinnedClients(policy));
		configured.ifAvailable((clients) -> pinned.putAll(clients.metadata()));
		return new KnownClients(registrar, pinned, documents.getIfAvailable(), revoked);
	}

	@Bean
	ClientAssertions mcpClientAssertions(PublicUrls urls, ObjectProvider<ClientDocuments> documents) {
		return new ClientAssertions(urls.issuer(), documents.getIfAvailable(), Clock.systemUTC());
	}

	@Bean
	@ConditionalOnBooleanProperty(DOCUMENTS + ".allow-loopback")
	LoopbackDocumentsWarning mcpLoopbackDocumentsWarning() {
		return new LoopbackDocumentsWarning();
	}

}
