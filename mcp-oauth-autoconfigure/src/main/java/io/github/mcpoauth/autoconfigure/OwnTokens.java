package io.github.mcpoauth.autoconfigure;

import java.time.Clock;
import java.util.List;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

import io.github.mcpoauth.authorizationserver.introspection.IssuedTokens;
import io.github.mcpoauth.authorizationserver.introspection.OwnTokenIntrospection;
import io.github.mcpoauth.authorizationserver.introspection.RevokedAccessTokens;
import io.github.mcpoauth.jose.AccessTokenDecoders;
import io.github.mcpoauth.jose.AccessTokenPolicy;
import io.github.mcpoauth.jose.AudienceRule;
import io.github.mcpoauth.jose.SigningKeys;
import io.github.mcpoauth.resource.AccessTokenRoute;
import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.JwtAccessTokenVerifier;
import io.github.mcpoauth.resource.OpaqueAccessTokenVerifier;
import io.github.mcpoauth.resource.RoutingAccessTokenVerifier;

/**
 * Verifies the tokens that this application has issued.
 */
final class OwnTokens {

	private static final AudienceRule ANY = AudienceRule.anyOf((audience) -> true);

	private final JWKSource<SecurityContext> keys;

	private final String issuer;

	private final RevokedAccessTokens revoked;

	private final IssuedTokens issued;

	private final @Nullable String opaquePrefix;

	/**
	 * Collects what it takes.
	 * @param opaquePrefix how opaque tokens start, or {@code null} if none are issued
	 */
	OwnTokens(JWKSource<SecurityContext> keys, String issuer, RevokedAccessTokens revoked,
			OAuth2AuthorizationService authorizations, @Nullable String opaquePrefix) {
		this.keys = keys;
		this.issuer = issuer;
		this.revoked = revoked;
		this.opaquePrefix = opaquePrefix;
		this.issued = new IssuedTokens(authorizations, jwts(ANY));
	}

	IssuedTokens issued() {
		return this.issued;
	}

	/**
	 * The issuer as the one of the mode, with its tokens for a resource.
	 */
	TokenIssuers.MainIssuer asMainIssuer(AudienceRule audience) {
		return new TokenIssuers.MainIssuer(this.issuer, verifier(audience), false, this.opaquePrefix);
	}

	/**
	 * Accepts tokens whatever their audience, for somebody who looks at that later.
	 */
	AccessTokenVerifier forAnyResource(TokenCache cache) {
		return cache.of("forward-auth", verifier(ANY), this::isNotRevoked, () -> 0);
	}

	boolean isNotRevoked(Authentication caller) {
		return !(caller instanceof AbstractOAuth2TokenAuthenticationToken<?> token
				&& token.getTokenAttributes().get(JwtClaimNames.JTI) instanceof String jti
				&& this.revoked.isRevoked(jti));
	}

	private AccessTokenVerifier verifier(AudienceRule audience) {
		AccessTokenVerifier jwts = new JwtAccessTokenVerifier(jwts(audience));
		if (this.opaquePrefix == null) {
			return jwts;
		}
		AccessTokenVerifier opaque = new OpaqueAccessTokenVerifier(new OwnTokenIntrospection(this.issued),
				policy(audience), Clock.systemUTC());
		return RoutingAccessTokenVerifier.of(List.of(AccessTokenRoute.ofPrefix(this.opaquePrefix, opaque)), jwts);
	}

	private JwtDecoder jwts(AudienceRule audience) {
		return AccessTokenDecoders.create(this.keys, policy(audience), List.of(this.revoked));
	}

	private AccessTokenPolicy policy(AudienceRule audience) {
		return new AccessTokenPolicy(this.issuer, audience, SigningKeys.ALGORITHMS,
				AccessTokenPolicy.DEFAULT_CLOCK_SKEW);
	}

}
