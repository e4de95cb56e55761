package io.github.mcpoauth.resource;

import java.util.function.Predicate;

/**
 * Tokens of one kind and what verifies them. Beans of this type come before what this
 * library knows, except for API keys, in their order; what none of them matches is
 * verified as if there were none. Their results are not cached. Immutable.
 *
 * @param matches recognizes the kind by how a token looks: anything, of a stranger
 * @param verifier verifies the tokens; nothing is checked before it, and after it only
 * scopes, so it has to check for whom a token was issued
 */
public record AccessTokenRoute(Predicate<String> matches, AccessTokenVerifier verifier) {

	/**
	 * Tokens that start alike.
	 * @param prefix how they start
	 * @param verifier verifies them
	 * @return the route
	 */
	public static AccessTokenRoute ofPrefix(String prefix, AccessTokenVerifier verifier) {
		return new AccessTokenRoute((token) -> token.startsWith(prefix), verifier);
	}

	/**
	 * JWTs of an issuer.
	 * @param issuer accepts the {@code iss} claim, which is not verified yet
	 * @param verifier verifies them
	 * @return the route
	 */
	public static AccessTokenRoute ofIssuer(Predicate<String> issuer, AccessTokenVerifier verifier) {
		return new AccessTokenRoute((token) -> {
			String named = JwtForm.issuer(token);
			return named != null && issuer.test(named);
		}, verifier);
	}

	/**
	 * Whatever is no JWT.
	 * @param verifier verifies it
	 * @return the route
	 */
	public static AccessTokenRoute ofOpaqueTokens(AccessTokenVerifier verifier) {
		return new AccessTokenRoute((token) -> !JwtForm.matches(token), verifier);
	}

}
