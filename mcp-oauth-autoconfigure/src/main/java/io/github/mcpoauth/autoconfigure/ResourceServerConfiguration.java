package io.github.mcpoauth.autoconfigure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.jose.KeyedHash;
import io.github.mcpoauth.metadata.MemberOverrides;
import io.github.mcpoauth.metadata.MetadataDocument;
import io.github.mcpoauth.metadata.ProtectedResourceMetadata;
import io.github.mcpoauth.metadata.ProtectedResourceMetadataCustomizer;
import io.github.mcpoauth.resource.AccessTokenRoute;
import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.ApiKeyLookup;
import io.github.mcpoauth.resource.ApiKeys;
import io.github.mcpoauth.resource.ChallengeListener;
import io.github.mcpoauth.resource.McpEndpointComponents;
import io.github.mcpoauth.resource.McpEndpointSecurity;
import io.github.mcpoauth.resource.McpEndpointSecurityCustomizer;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.resource.ProtectedResources;
import io.github.mcpoauth.resource.RoutingAccessTokenVerifier;
import io.github.mcpoauth.resource.ScopeRules;
import io.github.mcpoauth.resource.SessionBinding;

/**
 * The chains of the MCP endpoint and of the well-known documents.
 */
@Configuration(proxyBeanMethods = false)
class ResourceServerConfiguration {

	static final int WELL_KNOWN_ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

	static final int ENDPOINT_ORDER = WELL_KNOWN_ORDER + 1;

	@Bean
	WellKnownDocuments mcpProtectedResourceMetadataDocuments(PublicUrls urls, ProtectedResources resources,
			AdvertisedIssuer issuer, McpOAuthPropertiesMapper mapper,
			ObjectProvider<ProtectedResourceMetadataCustomizer> customizers) {
		MemberOverrides overrides = mapper.forMetadata().asProtectedResourceMembers();
		BeansOnce<ProtectedResourceMetadataCustomizer> own = new BeansOnce<>(customizers);
		Map<String, MetadataDocument> documents = new HashMap<>();
		for (ProtectedResource resource : resources.all()) {
			List<String> servers = mapper.asAuthorizationServers(resource, issuer.identifier());
			MetadataDocument document = new MetadataDocument(() -> {
				Map<String, Object> members = ProtectedResourceMetadata.members(resource.identifier(), servers,
						Scopes.of(resource.scopes().required()), resource.name());
				overrides.applyTo(members);
				own.forEach((customizer) -> customizer.customize(members));
				return members;
			}, MetadataDocument.USUAL_MAX_AGE);
			// Where no path says which one is meant, it is the first
			urls.protectedResourceMetadataPaths(resource.path())
				.forEach((path) -> documents.putIfAbsent(path, document));
		}
		return WellKnownDocuments.below("/.well-known/oauth-protected-resource", documents);
	}

	@Bean
	@Order(WELL_KNOWN_ORDER)
	@ConditionalOnMissingBean(name = "mcpWellKnownSecurityFilterChain")
	SecurityFilterChain mcpWellKnownSecurityFilterChain(HttpSecurity http,
			ObjectProvider<WellKnownDocuments> documents) {
		return WellKnownDocuments.chain(http, documents.stream().toList());
	}

	@Bean
	ApiKeys mcpApiKeys(McpOAuthPropertiesMapper mapper, ObjectProvider<ApiKeyLookup> lookups) {
		return mapper.forApiKeys().asApiKeys(lookups.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	McpEndpointSecurity mcpEndpointSecurity(ProtectedResources resources, PublicUrls urls,
			McpOAuthPropertiesMapper mapper, AccessTokenVerifier verifier, ObjectProvider<AccessTokenRoute> routes,
			ApiKeys apiKeys, SecretKeys keys, ScopeRules rules, Observations observations,
			ObjectProvider<ChallengeListener> listeners, CheckNaming checks, OAuthEventPublisher events) {
		ResourcePropertiesMapper properties = mapper.forResources();
		List<AccessTokenRoute> own = routes.orderedStream().toList();
		List<ChallengeListener> told = listeners.orderedStream().toList();
		List<McpEndpointComponents> endpoints = resources.all().stream().map((resource) -> {
			AccessTokenVerifier tokens = RoutingAccessTokenVerifier.of(own, verifier.forResource(resource));
			return new McpEndpointComponents(resource, properties.asAllowedOrigins(resource, urls),
					apiKeys.before(tokens, observations.ofTokens()), properties.asEndpointAccess(resource),
					(where, reason) -> told.forEach((listener) -> listener.challenged(where, reason)), checks.on());
		}).toList();
		return new McpEndpointSecurity(endpoints, apiKeys.header(), new SessionBinding(new KeyedHash(keys.keyRing())),
				rules, events);
	}

	@Bean
	@Order(ENDPOINT_ORDER)
	@ConditionalOnMissingBean(name = "mcpEndpointSecurityFilterChain")
	SecurityFilterChain mcpEndpointSecurityFilterChain(HttpSecurity http, McpEndpointSecurity mcpEndpoint,
			ObjectProvider<McpEndpointSecurityCustomizer> customizers) {
		mcpEndpoint.applyTo(http);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(http));
		return http.build();
	}

}
