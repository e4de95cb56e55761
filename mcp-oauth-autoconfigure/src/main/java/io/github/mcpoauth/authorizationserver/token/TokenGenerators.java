package io.github.mcpoauth.authorizationserver.token;

import java.time.Clock;
import java.util.List;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenClaimsContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;
import io.github.mcpoauth.authorizationserver.audience.TargetResources;
import io.github.mcpoauth.jose.KeyedHash;

/**
 * Makes the generator of access and refresh tokens.
 */
public final class TokenGenerators {

	private TokenGenerators() {
	}

	/**
	 * Makes a generator.
	 * @param keys the signing keys, the current one first
	 * @param resources the audiences that there are
	 * @param successors derives tokens from those before them
	 * @param opaqueTokenPrefix how tokens start that are no JWTs
	 * @param clock tells the time
	 * @param customizers the application's own
	 * @return the generator; which form access tokens have is the client's
	 */
	public static OAuth2TokenGenerator<OAuth2Token> create(JWKSource<SecurityContext> keys, TargetResources resources,
			KeyedHash successors, String opaqueTokenPrefix, Clock clock, Customizers customizers) {
		AccessTokenClaims claims = new AccessTokenClaims(new ResourceIndicators(resources));
		return new DelegatingOAuth2TokenGenerator(jwts(keys, claims, clock, customizers.jwts()),
				new OpaqueTokenGenerator(opaqueTokenPrefix, successors, clock, (context) -> {
					claims.of(context).forEach(context.getClaims()::claim);
					customizers.opaqueTokens().forEach((customizer) -> customizer.customize(context));
				}), new RefreshTokenGenerator(successors, clock));
	}

	private static JwtGenerator jwts(JWKSource<SecurityContext> keys, AccessTokenClaims claims, Clock clock,
			List<OAuth2TokenCustomizer<JwtEncodingContext>> customizers) {
		CurrentSigningKey signingKey = new CurrentSigningKey(keys);
		NimbusJwtEncoder encoder = new NimbusJwtEncoder(keys);
		encoder.setJwkSelector(CurrentSigningKey::first);
		RepeatedAnswer repeated = new RepeatedAnswer(clock);
		JwtGenerator accessTokens = new JwtGenerator(encoder);
		accessTokens.setClock(clock);
		accessTokens.setJwtCustomizer((context) -> {
			signingKey.applyTo(context.getJwsHeader());
			if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
				context.getJwsHeader().type("at+jwt");
				claims.of(context).forEach(context.getClaims()::claim);
			}
			customizers.forEach((customizer) -> customizer.customize(context));
			repeated.identity(context).forEach(context.getClaims()::claim);
		});
		return accessTokens;
	}

	/**
	 * What the application has to say about claims, applied in its order after this
	 * library. Given here because the platform applies a customizer bean only where it is
	 * the only one, and drops all of several without a word.
	 *
	 * @param jwts customize tokens that are JWTs
	 * @param opaqueTokens customize what introspection says about those that are not
	 */
	public record Customizers(List<OAuth2TokenCustomizer<JwtEncodingContext>> jwts,
			List<OAuth2TokenCustomizer<OAuth2TokenClaimsContext>> opaqueTokens) {
	}

}
