package io.github.mcpoauth.authorizationserver.assertion;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * An assertion that is good. Its text shows nothing of it. Immutable.
 *
 * @param issuer who vouches
 * @param jwt for whom, and for what
 */
record VerifiedAssertion(TrustedIssuer issuer, Jwt jwt) {

	/**
	 * The resources that the issuer has named.
	 * @return the values of the {@code resource} claim, or {@code null} if there is none
	 */
	@Nullable List<String> resources() {
		Object claim = this.jwt.getClaims().get("resource");
		if (claim == null) {
			return null;
		}
		return (claim instanceof List<?> list) ? list.stream().map(String::valueOf).toList()
				: List.of(String.valueOf(claim));
	}

	/**
	 * The scopes that the issuer lets the client have.
	 * @return the value of the {@code scope} claim, or {@code null} if there is none
	 */
	@Nullable String scope() {
		Object claim = this.jwt.getClaims().get("scope");
		return (claim != null) ? String.valueOf(claim) : null;
	}

	@Override
	public String toString() {
		return "VerifiedAssertion[" + this.issuer.issuer() + "]";
	}

}
