package io.github.mcpoauth.authorizationserver;

import java.time.Clock;
import java.util.List;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

import io.github.mcpoauth.jose.KeyedHash;
import io.github.mcpoauth.resource.ProtectedResources;

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
	 * @param successors derives refresh tokens from those before them
	 * @param clock tells the time
	 * @param customizers the application's own, applied in their order after this
	 * library's. Given here because the platform applies a customizer bean only where it
	 * is the only one, and drops all of several without a word.
	 * @return the generator
	 */
	public static OAuth2TokenGenerator<OAuth2Token> create(JWKSource<SecurityContext> keys,
			ProtectedResources resources, KeyedHash successors, Clock clock,
			List<OAuth2TokenCustomizer<JwtEncodingContext>> customizers) {
		AccessTokenClaims claims = new AccessTokenClaims(new ResourceIndicators(resources));
		CurrentSigningKey signingKey = new CurrentSigningKey(keys);
		NimbusJwtEncoder encoder = new NimbusJwtEncoder(keys);
		encoder.setJwkSelector(CurrentSigningKey::first);
		JwtGenerator accessTokens = new JwtGenerator(encoder);
		accessTokens.setClock(clock);
		accessTokens.setJwtCustomizer((context) -> {
			signingKey.applyTo(context.getJwsHeader());
			claims.customize(context);
			customizers.forEach((customizer) -> customizer.customize(context));
		});
		return new DelegatingOAuth2TokenGenerator(accessTokens, new RefreshTokenGenerator(successors, clock));
	}

}
