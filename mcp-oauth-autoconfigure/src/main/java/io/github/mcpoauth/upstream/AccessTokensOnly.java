package io.github.mcpoauth.upstream;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

import io.github.mcpoauth.jose.TokenDefect;
import io.github.mcpoauth.jose.TokenError;

/**
 * Refuses ID tokens. They come from the same issuer and are signed with the same keys as
 * access tokens, and where a provider issues access tokens for its client and not for a
 * resource they have the same audience. An ID token says who logged in; it was never
 * meant to open anything.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDToken">OpenID
 * Connect Core 1.0 section 2</a>
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9068#section-5">RFC 9068 section
 * 5</a>
 */
final class AccessTokensOnly implements OAuth2TokenValidator<Jwt> {

	private final Set<String> clientAudiences;

	private final Predicate<String> resource;

	/**
	 * Makes a validator.
	 * @param clientAudiences audiences that every ID token for a client has: with them, a
	 * token needs what only access tokens have
	 * @param resource audiences that no ID token has
	 */
	AccessTokensOnly(Set<String> clientAudiences, Predicate<String> resource) {
		this.clientAudiences = Set.copyOf(clientAudiences);
		this.resource = resource;
	}

	@Override
	public OAuth2TokenValidatorResult validate(Jwt token) {
		return (isIdToken(token) || (!isAuthorization(token) && (isForClient(token) || isLogin(token))))
				? OAuth2TokenValidatorResult
					.failure(new TokenError(TokenDefect.TYPE, "The token is not an access token"))
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
		return audience(token).stream().anyMatch(this.clientAudiences::contains);
	}

	/**
	 * What ID tokens say of the login. Access tokens may say so as well (RFC 9068 section
	 * 2.2.1), but those of a resource name it, and the others say what they allow.
	 */
	private boolean isLogin(Jwt token) {
		return audience(token).stream().noneMatch(this.resource)
				&& Stream.of("nonce", "auth_time", "acr", "amr").anyMatch(token::hasClaim);
	}

	private static List<String> audience(Jwt token) {
		return (token.getAudience() != null) ? token.getAudience() : List.of();
	}

	private static boolean isAuthorization(Jwt token) {
		String type = String.valueOf(token.getHeaders().get("typ"));
		return type.equalsIgnoreCase("at+jwt") || type.equalsIgnoreCase("application/at+jwt") || token.hasClaim("scope")
				|| token.hasClaim("scp") || isRolesOfApplication(token);
	}

	/**
	 * Entra writes a user's roles into ID tokens as well. How the client authenticated it
	 * writes into access tokens only, of version 1 or 2.
	 */
	private static boolean isRolesOfApplication(Jwt token) {
		return token.hasClaim("roles") && (token.hasClaim("appidacr") || token.hasClaim("azpacr"));
	}

}
