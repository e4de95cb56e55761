package io.github.mcpoauth.autoconfigure;

import java.time.Clock;
import java.util.List;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

import io.github.mcpoauth.authorizationserver.PrincipalUserClaims;
import io.github.mcpoauth.authorizationserver.RevokedAccessTokens;
import io.github.mcpoauth.authorizationserver.TokenGenerators;
import io.github.mcpoauth.authorizationserver.UserClaims;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.jose.AccessTokenDecoders;
import io.github.mcpoauth.jose.AccessTokenPolicy;
import io.github.mcpoauth.jose.AudienceRule;
import io.github.mcpoauth.jose.KeyedHash;
import io.github.mcpoauth.jose.SigningKeys;
import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.JwtAccessTokenVerifier;
import io.github.mcpoauth.resource.ProtectedResources;
import io.github.mcpoauth.resource.ResourceTokenVerifier;

/**
 * Tokens that this application issues, and accepts.
 */
@Configuration(proxyBeanMethods = false)
class OwnTokensConfiguration {

	@Bean
	AdvertisedIssuer mcpAdvertisedIssuer(PublicUrls urls) {
		return new AdvertisedIssuer(urls.issuer());
	}

	@Bean
	@ConditionalOnMissingBean(OAuth2TokenGenerator.class)
	OAuth2TokenGenerator<OAuth2Token> mcpTokenGenerator(JWKSource<SecurityContext> keys, ProtectedResources resources,
			SecretKeys secretKeys, ObjectProvider<OAuth2TokenCustomizer<JwtEncodingContext>> customizers) {
		return TokenGenerators.create(keys, resources, new KeyedHash(secretKeys.keyRing()), Clock.systemUTC(),
				customizers.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	UserClaims mcpUserClaims() {
		return new PrincipalUserClaims();
	}

	@Bean
	RevokedAccessTokens mcpRevokedAccessTokens() {
		return new RevokedAccessTokens();
	}

	@Bean
	@ConditionalOnMissingBean
	AccessTokenVerifier mcpAccessTokenVerifier(JWKSource<SecurityContext> keys, AdvertisedIssuer issuer,
			ProtectedResources resources, RevokedAccessTokens revoked, TokenIssuers issuers, TokenCache cache) {
		return new ResourceTokenVerifier(resources, (resource) -> {
			AccessTokenPolicy policy = new AccessTokenPolicy(issuer.identifier(),
					AudienceRule.anyOf(resource.identifier()::isAudience), SigningKeys.ALGORITHMS,
					AccessTokenPolicy.DEFAULT_CLOCK_SKEW);
			AccessTokenVerifier own = new JwtAccessTokenVerifier(
					AccessTokenDecoders.create(keys, policy, List.of(revoked)));
			return cache.of(issuers.before(resource, new TokenIssuers.MainIssuer(issuer.identifier(), own, false)),
					(caller) -> !(caller.getPrincipal() instanceof Jwt token) || !revoked.validate(token).hasErrors(),
					issuers::withdrawals);
		});
	}

}
