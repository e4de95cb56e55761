package io.github.mcpoauth.autoconfigure;

import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Mode;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.metadata.MovedDocument;
import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.DownstreamTokens;
import io.github.mcpoauth.resource.ExchangedTokens;
import io.github.mcpoauth.resource.ProtectedResources;
import io.github.mcpoauth.resource.ResourceTokenVerifier;
import io.github.mcpoauth.upstream.IntrospectionLimit;
import io.github.mcpoauth.upstream.TokenExchange;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * Tokens that the identity provider issues.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMode({ Mode.RESOURCE_SERVER, Mode.FACADE })
@Import(UpstreamConfiguration.class)
class UpstreamTokensConfiguration {

	@Bean
	@ConditionalOnMode(Mode.RESOURCE_SERVER)
	AdvertisedIssuer mcpAdvertisedIssuer(McpOAuthPropertiesMapper mapper) {
		mapper.forMetadata().checkNoAuthorizationServerMetadata();
		return new AdvertisedIssuer(mapper.asUpstreamIssuer());
	}

	@Bean
	@ConditionalOnMode(Mode.RESOURCE_SERVER)
	FirstContact mcpFirstContact(UpstreamMetadata metadata) {
		return new FirstContact(metadata);
	}

	@Bean
	@ConditionalOnMode(Mode.RESOURCE_SERVER)
	WellKnownDocuments mcpMovedMetadataDocuments(McpOAuthPropertiesMapper mapper, PublicUrls urls) {
		URI location = mapper.forMetadata().asNewLocation(urls);
		Map<String, MovedDocument> documents = new HashMap<>();
		if (location != null) {
			MovedDocument moved = new MovedDocument(location);
			urls.authorizationServerMetadataPaths().forEach((path) -> documents.put(path, moved));
		}
		return WellKnownDocuments.exactly(documents);
	}

	@Bean
	@ConditionalOnMissingBean
	AccessTokenVerifier mcpAccessTokenVerifier(UpstreamSettings settings, UpstreamKeys keys, UpstreamMetadata metadata,
			HttpFetcher fetcher, McpOAuthPropertiesMapper mapper, ProtectedResources resources, TokenIssuers issuers,
			TokenCache cache, IntrospectionLimit limit) {
		return new ResourceTokenVerifier(resources, (resource) -> {
			TokenIssuer own = new TokenIssuer(mapper.asUpstreamTokens(settings, resource), metadata, keys.source(),
					fetcher, limit);
			AccessTokenVerifier tokens = issuers.before(resource, new TokenIssuers.MainIssuer(settings.issuer(),
					own.verifier(resource), own.knowsOpaqueTokens(), null));
			return cache.of(resource.path(), tokens, (caller) -> keys.source().areUpToDate() && issuers.areUpToDate(),
					() -> keys.source().withdrawals() + issuers.withdrawals());
		});
	}

	/**
	 * Lazy because only those who ask for it need a client identifier.
	 */
	@Bean
	@Lazy
	@ConditionalOnMissingBean
	DownstreamTokens mcpDownstreamTokens(UpstreamSettings settings, UpstreamMetadata metadata, HttpFetcher fetcher,
			McpOAuthPropertiesMapper mapper) {
		return new ExchangedTokens(new TokenExchange(mapper.asUpstreamRegistration(), metadata, fetcher),
				settings.tokenIssuer(), Clock.systemUTC());
	}

}
