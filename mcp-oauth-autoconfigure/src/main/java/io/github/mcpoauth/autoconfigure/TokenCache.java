package io.github.mcpoauth.autoconfigure;

import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.CachingAccessTokenVerifier;
import io.github.mcpoauth.resource.TokenCacheSettings;

/**
 * Puts a cache in front of a verifier, if there is to be one.
 *
 * @param settings of the cache; {@code null} for none
 */
record TokenCache(@Nullable TokenCacheSettings settings) {

	AccessTokenVerifier of(AccessTokenVerifier verifier, Predicate<Authentication> stillValid,
			LongSupplier generation) {
		return (this.settings != null)
				? new CachingAccessTokenVerifier(verifier, this.settings, stillValid, generation, Clock.systemUTC())
				: verifier;
	}

}
