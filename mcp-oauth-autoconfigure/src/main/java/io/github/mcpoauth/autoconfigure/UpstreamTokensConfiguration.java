package io.github.mcpoauth.autoconfigure;

import java.util.Set;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Mode;
import io.github.mcpoauth.jose.AccessTokenPolicy;
import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.JwtAccessTokenVerifier;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.upstream.UpstreamSettings;
import io.github.mcpoauth.upstream.UpstreamTokenDecoders;

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
	@ConditionalOnMissingBean
	AccessTokenVerifier mcpAccessTokenVerifier(UpstreamSettings settings, UpstreamKeys keys,
			McpOAuthPropertiesMapper mapper, ProtectedResource resource) {
		Set<String> audiences = settings.quirks().tokenAudiences();
		AccessTokenPolicy policy = new AccessTokenPolicy(settings.tokenIssuer(),
				mapper.asAudience(resource.identifier(), audiences), Set.of(SignatureAlgorithm.values()),
				AccessTokenPolicy.DEFAULT_CLOCK_SKEW);
		return new JwtAccessTokenVerifier(UpstreamTokenDecoders.create(settings, keys.source(), policy,
				mapper.asClientAudiences(audiences), resource.identifier()::isAudience));
	}

}
