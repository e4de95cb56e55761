package io.github.mcpoauth.autoconfigure;

import java.util.List;
import java.util.Set;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Mode;
import io.github.mcpoauth.jose.AccessTokenDecoders;
import io.github.mcpoauth.jose.AccessTokenPolicy;
import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.JwtAccessTokenVerifier;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.upstream.IssuerKeys;

/**
 * Tokens that the identity provider issues.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMode(Mode.RESOURCE_SERVER)
class UpstreamTokensConfiguration {

	@Bean
	TokenIssuer mcpTokenIssuer(McpOAuthPropertiesMapper mapper) {
		return new TokenIssuer(mapper.asUpstreamIssuer());
	}

	@Bean
	@ConditionalOnMissingBean
	AccessTokenVerifier mcpAccessTokenVerifier(TokenIssuer issuer, McpOAuthPropertiesMapper mapper,
			ProtectedResource resource) {
		AccessTokenPolicy policy = new AccessTokenPolicy(issuer.identifier(), mapper.asAudience(resource.identifier()),
				Set.of(SignatureAlgorithm.values()), AccessTokenPolicy.DEFAULT_CLOCK_SKEW);
		IssuerKeys keys = new IssuerKeys(issuer.identifier(), new HttpFetcher());
		return new JwtAccessTokenVerifier(AccessTokenDecoders.create(keys, policy, List.of()));
	}

}
