package io.github.mcpoauth.resource;

import java.time.Clock;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The API keys of this application. Immutable.
 *
 * @param lookups who knows keys; empty if there are none
 * @param prefix how all keys start; empty if they have nothing in common
 * @param header the header in which they may come besides {@code Authorization}, or
 * {@code null} if there is none
 */
public record ApiKeys(List<ApiKeyLookup> lookups, String prefix, @Nullable String header) {

	public ApiKeys {
		lookups = List.copyOf(lookups);
		header = lookups.isEmpty() ? null : header;
	}

	/**
	 * Puts these keys before other tokens.
	 * @param others verifies what is no key
	 * @param validations observes verifications
	 * @return the verifier; the given one if there are no keys
	 */
	public AccessTokenVerifier before(AccessTokenVerifier others, TokenValidations validations) {
		return this.lookups.isEmpty() ? others
				: new ApiKeyVerifier(this.lookups, this.prefix, others, Clock.systemUTC(), validations);
	}

}
