package io.github.mcpoauth.upstream;

import java.util.Set;
import java.util.stream.Stream;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Refuses ID tokens. They come from the same issuer and are signed with the same keys as
 * access tokens, and where a provider issues access tokens for its client and not for a
 * resource they have the same audience. An ID token says who logged in; it was never
 * meant to open anything.
 */
public final class AccessTokensOnly implements OAuth2TokenValidator<Jwt> {

	private final Set<String> clientAudiences;

	/**
	 * Makes a validator.
	 * @param clientAudiences audiences that ID tokens have as well: with them, a token
	 * needs what only access tokens have
	 */
	public AccessTokensOnly(Set<String> clientAudiences) {
		this.clientAudiences = Set.copyOf(clientAudiences);
	}

	@Override
	public OAuth2TokenValidatorResult validate(Jwt token) {
		return (isIdToken(token) || (isForClient(token) && !isAuthorization(token)))
				? OAuth2TokenValidatorResult
					.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "The token is not an access token", null))
				: OAuth2TokenValidatorResult.success();
	}

	/**
	 * OpenID Connect Core 1.0 section 3.1.3.6 and 3.3.2.11, Keycloak, and Cognito.
	 */
	private static boolean isIdToken(Jwt token) {
		return token.hasClaim("at_hash") || token.hasClaim("c_hash") || "ID".equals(token.getClaims().get("typ"))
				|| "id".equals(token.getClaims().get("token_use"));
	}

	private boolean isForClient(Jwt token) {
		return token.getAudience() != null && token.getAudience().stream().anyMatch(this.clientAudiences::contains);
	}

	private static boolean isAuthorization(Jwt token) {
		return Stream.of("scp", "scope", "roles").anyMatch(token::hasClaim);
	}

}
