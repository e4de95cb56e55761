package io.github.mcpoauth.autoconfigure;

import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.authorizationserver.assertion.IdentityAssertions;
import io.github.mcpoauth.authorizationserver.audience.TargetResources;
import io.github.mcpoauth.autoconfigure.ConfiguredClientProperties.GrantType;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.metadata.AuthorizationServerMetadata;
import io.github.mcpoauth.metadata.MetadataDocument;
import io.github.mcpoauth.registration.ClientAssertions;
import io.github.mcpoauth.registration.ClientSecret;
import io.github.mcpoauth.registration.ConfiguredClients;
import io.github.mcpoauth.scope.ScopeCatalog;

/**
 * The description of an authorization server whose endpoints are all this application's.
 */
@Configuration(proxyBeanMethods = false)
class OwnEndpointsConfiguration {

	@Bean
	AuthorizationServerDescription mcpAuthorizationServerDescription(PublicUrls urls, ScopeCatalog scopes,
			AuthorizationServerMetadata.Endpoints endpoints, ClientPropertiesMapper clients,
			ObjectProvider<TargetResources> resources, ObjectProvider<ConfiguredClients> configured,
			ObjectProvider<IdentityAssertions> assertions) {
		TargetResources targets = resources.getIfAvailable();
		boolean documents = clients.acceptsDocuments();
		BeansOnce<ConfiguredClients> known = new BeansOnce<>(configured);
		BeansOnce<IdentityAssertions> issuers = new BeansOnce<>(assertions);
		return new AuthorizationServerDescription(() -> {
			Map<String, Object> members = AuthorizationServerMetadata.members(urls, endpoints,
					targets != null ? targets.supportedScopes() : Scopes.of(scopes.supported()));
			if (endpoints.registration() != null) {
				AuthorizationServerMetadata.addAuthMethods(members, ClientSecret.methods());
			}
			if (documents) {
				AuthorizationServerMetadata.addClientDocuments(members, ClientAssertions.algorithms());
			}
			known.forEach((some) -> addConfigured(members, some));
			issuers.forEach((some) -> addAssertions(members, some));
			return members;
		}, MetadataDocument.USUAL_MAX_AGE);
	}

	private static void addAssertions(Map<String, Object> members, IdentityAssertions assertions) {
		if (assertions.isOn()) {
			AuthorizationServerMetadata.addGrantType(members, GrantType.JWT_BEARER.parameter());
			members.put("authorization_grant_profiles_supported", List.of(IdentityAssertions.PROFILE));
		}
	}

	private static void addConfigured(Map<String, Object> members, ConfiguredClients clients) {
		if (clients.anyHasSecret()) {
			AuthorizationServerMetadata.addAuthMethods(members, ClientSecret.methods());
		}
		if (clients.anyHasKeys()) {
			AuthorizationServerMetadata.addClientKeys(members, ClientAssertions.algorithms());
		}
		if (clients.anyMay(GrantType.CLIENT_CREDENTIALS.parameter())) {
			AuthorizationServerMetadata.addGrantType(members, GrantType.CLIENT_CREDENTIALS.parameter());
		}
	}

}
