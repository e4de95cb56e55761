package io.github.mcpoauth.autoconfigure;

import java.time.Clock;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenClaimsContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

import io.github.mcpoauth.authorizationserver.audience.TargetResources;
import io.github.mcpoauth.authorizationserver.introspection.RevokedAccessTokens;
import io.github.mcpoauth.authorizationserver.token.TokenGenerators;
import io.github.mcpoauth.authorizationserver.user.PrincipalUserClaims;
import io.github.mcpoauth.authorizationserver.user.UserClaims;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.jose.AudienceRule;
import io.github.mcpoauth.jose.KeyedHash;
import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.ProtectedResources;
import io.github.mcpoauth.resource.ResourceTokenVerifier;

/**
 * Tokens that this application issues, and accepts.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessTokenProperties.class)
class OwnTokensConfiguration {

	@Bean
	AdvertisedIssuer mcpAdvertisedIssuer(PublicUrls urls) {
		return new AdvertisedIssuer(urls.issuer());
	}

	@Bean
	AccessTokenPropertiesMapper mcpAccessTokenPropertiesMapper(AccessTokenProperties properties) {
		return new AccessTokenPropertiesMapper(properties);
	}

	@Bean
	@ConditionalOnMissingBean(OAuth2TokenGenerator.class)
	OAuth2TokenGenerator<OAuth2Token> mcpTokenGenerator(JWKSource<SecurityContext> keys, TargetResources resources,
			SecretKeys secretKeys, AccessTokenPropertiesMapper mapper,
			ObjectProvider<OAuth2TokenCustomizer<JwtEncodingContext>> jwts,
			ObjectProvider<OAuth2TokenCustomizer<OAuth2TokenClaimsContext>> opaqueTokens) {
		return TokenGenerators.create(keys, resources, new KeyedHash(secretKeys.keyRing()),
				mapper.asOpaqueTokenPrefix(), Clock.systemUTC(),
				new TokenGenerators.Customizers(jwts.orderedStream().toList(), opaqueTokens.orderedStream().toList()));
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
	OwnTokens mcpOwnTokens(OAuth2AuthorizationService authorizations, JWKSource<SecurityContext> keys,
			AdvertisedIssuer issuer, RevokedAccessTokens revoked, AccessTokenPropertiesMapper mapper) {
		return new OwnTokens(keys, issuer.identifier(), revoked, authorizations,
				mapper.isOpaque() ? mapper.asOpaqueTokenPrefix() : null);
	}

	@Bean
	@ConditionalOnMissingBean
	AccessTokenVerifier mcpAccessTokenVerifier(OwnTokens tokens, ProtectedResources resources, TokenIssuers issuers,
			TokenCache cache) {
		return new ResourceTokenVerifier(resources, (resource) -> {
			AudienceRule audience = AudienceRule.anyOf(resource.identifier()::isAudience);
			return cache.of(resource.path(), issuers.before(resource, tokens.asMainIssuer(audience)),
					(caller) -> tokens.isNotRevoked(caller) && issuers.areUpToDate(), issuers::withdrawals);
		});
	}

}
