package io.github.mcpoauth.autoconfigure;

import java.util.HashMap;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.metadata.AuthorizationServerMetadata;
import io.github.mcpoauth.metadata.AuthorizationServerMetadataCustomizer;
import io.github.mcpoauth.metadata.MemberOverrides;
import io.github.mcpoauth.metadata.MetadataDocument;
import io.github.mcpoauth.resource.ProtectedResources;

/**
 * The documents of an authorization server that this application is, or stands in for.
 */
@Configuration(proxyBeanMethods = false)
class AuthorizationServerMetadataConfiguration {

	@Bean
	WellKnownDocuments mcpAuthorizationServerMetadataDocuments(AuthorizationServerDocuments documents,
			AuthorizationServerDescription description, PublicUrls urls) {
		MetadataDocument document = new MetadataDocument(documents::metadata, description.maxAge());
		Map<String, MetadataDocument> byPath = new HashMap<>();
		urls.authorizationServerMetadataPaths().forEach((path) -> byPath.put(path, document));
		return WellKnownDocuments.below("/.well-known/oauth-authorization-server", byPath);
	}

	@Bean
	WellKnownDocuments mcpOpenidConfigurationDocuments(AuthorizationServerDocuments documents,
			AuthorizationServerDescription description, PublicUrls urls) {
		MetadataDocument document = new MetadataDocument(
				() -> AuthorizationServerMetadata.asOpenidConfiguration(documents.metadata()), description.maxAge());
		Map<String, MetadataDocument> byPath = new HashMap<>();
		urls.openidConfigurationPaths().forEach((path) -> byPath.put(path, document));
		return WellKnownDocuments.below("/.well-known/openid-configuration", byPath);
	}

	@Bean
	WellKnownDocuments mcpAdditionalMetadataDocuments(AuthorizationServerDocuments documents,
			AuthorizationServerDescription description, PublicUrls urls, ProtectedResources resources,
			McpOAuthPropertiesMapper mapper) {
		MetadataDocument document = new MetadataDocument(documents::metadata, description.maxAge());
		Map<String, MetadataDocument> byPath = new HashMap<>();
		mapper.forMetadata().asAdditionalPaths(urls, resources).forEach((path) -> byPath.put(path, document));
		return WellKnownDocuments.exactly(byPath);
	}

	@Bean
	AuthorizationServerDocuments mcpAuthorizationServerDocuments(AuthorizationServerDescription description,
			McpOAuthPropertiesMapper mapper, ObjectProvider<AuthorizationServerMetadataCustomizer> customizers) {
		mapper.forMetadata().checkNotMoved();
		MemberOverrides overrides = mapper.forMetadata().asAuthorizationServerMembers();
		BeansOnce<AuthorizationServerMetadataCustomizer> own = new BeansOnce<>(customizers);
		return () -> {
			Map<String, Object> members = description.members().get();
			overrides.applyTo(members);
			own.forEach((customizer) -> customizer.customize(members));
			return members;
		};
	}

	/**
	 * The content of the RFC 8414 document, with all customizations.
	 */
	@FunctionalInterface
	interface AuthorizationServerDocuments {

		Map<String, Object> metadata();

	}

}
