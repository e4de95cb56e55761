package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Mode;
import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.ProtectedResources;
import io.github.mcpoauth.resource.ResourceTokenVerifier;
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
	@ConditionalOnMissingBean
	AccessTokenVerifier mcpAccessTokenVerifier(UpstreamSettings settings, UpstreamKeys keys, UpstreamMetadata metadata,
			HttpFetcher fetcher, McpOAuthPropertiesMapper mapper, ProtectedResources resources, TokenIssuers issuers,
			TokenCache cache) {
		return new ResourceTokenVerifier(resources, (resource) -> {
			TokenIssuer own = new TokenIssuer(mapper.asUpstreamTokens(settings, resource), metadata, keys.source(),
					fetcher);
			return cache.of(issuers.before(resource, own.verifier(resource), own.knowsOpaqueTokens()), (caller) -> true,
					() -> keys.source().withdrawals() + issuers.withdrawals());
		});
	}

}
