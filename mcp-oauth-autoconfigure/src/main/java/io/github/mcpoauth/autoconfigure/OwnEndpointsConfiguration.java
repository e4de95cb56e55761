package io.github.mcpoauth.autoconfigure;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.metadata.AuthorizationServerMetadata;
import io.github.mcpoauth.metadata.MetadataDocument;
import io.github.mcpoauth.scope.ScopeCatalog;

/**
 * The description of an authorization server whose endpoints are all this application's.
 */
@Configuration(proxyBeanMethods = false)
class OwnEndpointsConfiguration {

	@Bean
	AuthorizationServerDescription mcpAuthorizationServerDescription(PublicUrls urls, ScopeCatalog scopes,
			AuthorizationServerMetadata.Endpoints endpoints) {
		return new AuthorizationServerDescription(
				() -> AuthorizationServerMetadata.members(urls, endpoints, Scopes.of(scopes.supported())),
				MetadataDocument.USUAL_MAX_AGE);
	}

}
