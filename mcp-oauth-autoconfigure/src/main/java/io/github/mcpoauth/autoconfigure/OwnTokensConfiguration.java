package io.github.mcpoauth.autoconfigure;

import java.time.Clock;
import java.util.List;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenClaimsContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

import io.github.mcpoauth.authorizationserver.IssuedTokens;
import io.github.mcpoauth.authorizationserver.OwnTokenIntrospection;
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
import io.github.mcpoauth.resource.AccessTokenRoute;
import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.JwtAccessTokenVerifier;
import io.github.mcpoauth.resource.OpaqueAccessTokenVerifier;
import io.github.mcpoauth.resource.ProtectedResources;
import io.github.mcpoauth.resource.ResourceTokenVerifier;
import io.github.mcpoauth.resource.RoutingAccessTokenVerifier;

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
	OAuth2TokenGenerator<OAuth2Token> mcpTokenGenerator(JWKSource<SecurityContext> keys, ProtectedResources resources,
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
	IssuedTokens mcpIssuedTokens(OAuth2AuthorizationService authorizations, JWKSource<SecurityContext> keys,
			AdvertisedIssuer issuer, RevokedAccessTokens revoked) {
		return new IssuedTokens(authorizations, jwts(keys, issuer, AudienceRule.anyOf((audience) -> true), revoked));
	}

	@Bean
	@ConditionalOnMissingBean
	AccessTokenVerifier mcpAccessTokenVerifier(JWKSource<SecurityContext> keys, AdvertisedIssuer issuer,
			ProtectedResources resources, RevokedAccessTokens revoked, IssuedTokens issued,
			AccessTokenPropertiesMapper mapper, TokenIssuers issuers, TokenCache cache) {
		String prefix = mapper.isOpaque() ? mapper.asOpaqueTokenPrefix() : null;
		return new ResourceTokenVerifier(resources, (resource) -> {
			AudienceRule audience = AudienceRule.anyOf(resource.identifier()::isAudience);
			AccessTokenVerifier jwts = new JwtAccessTokenVerifier(jwts(keys, issuer, audience, revoked));
			AccessTokenVerifier own = (prefix != null) ? RoutingAccessTokenVerifier
				.of(List.of(AccessTokenRoute.ofPrefix(prefix, opaque(issued, issuer, audience))), jwts) : jwts;
			return cache.of(
					issuers.before(resource, new TokenIssuers.MainIssuer(issuer.identifier(), own, false, prefix)),
					(caller) -> !revoked.isRevoked(tokenId(caller)), issuers::withdrawals);
		});
	}

	private static JwtDecoder jwts(JWKSource<SecurityContext> keys, AdvertisedIssuer issuer, AudienceRule audience,
			RevokedAccessTokens revoked) {
		return AccessTokenDecoders.create(keys, policy(issuer, audience), List.of(revoked));
	}

	private static AccessTokenVerifier opaque(IssuedTokens issued, AdvertisedIssuer issuer, AudienceRule audience) {
		return new OpaqueAccessTokenVerifier(new OwnTokenIntrospection(issued), policy(issuer, audience),
				Clock.systemUTC());
	}

	private static AccessTokenPolicy policy(AdvertisedIssuer issuer, AudienceRule audience) {
		return new AccessTokenPolicy(issuer.identifier(), audience, SigningKeys.ALGORITHMS,
				AccessTokenPolicy.DEFAULT_CLOCK_SKEW);
	}

	private static @Nullable String tokenId(Authentication caller) {
		return (caller instanceof AbstractOAuth2TokenAuthenticationToken<?> token
				&& token.getTokenAttributes().get(JwtClaimNames.JTI) instanceof String jti) ? jti : null;
	}

}
