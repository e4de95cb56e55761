package io.github.mcpoauth.autoconfigure;

import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Cache;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.CachingAccessTokenVerifier;
import io.github.mcpoauth.resource.TokenCacheMonitor;
import io.github.mcpoauth.resource.TokenCacheSettings;
import io.github.mcpoauth.resource.TokenValidations;

/**
 * Puts a cache in front of a verifier, if there is to be one.
 *
 * @param settings of the cache; {@code null} for none
 * @param validations observes the verifications that the cache does not save
 * @param monitor watches the caches; {@code null} if nobody does
 */
record TokenCache(@Nullable TokenCacheSettings settings, TokenValidations validations,
		@Nullable TokenCacheMonitor monitor) {

	AccessTokenVerifier of(String name, AccessTokenVerifier verifier, Predicate<Authentication> stillValid,
			LongSupplier generation) {
		AccessTokenVerifier observed = this.validations.observing(verifier);
		return (this.settings != null) ? new CachingAccessTokenVerifier(observed, this.settings, stillValid, generation,
				Clock.systemUTC(), watching(name)) : observed;
	}

	private @Nullable Consumer<Cache<?, ?>> watching(String name) {
		TokenCacheMonitor watcher = this.monitor;
		return (watcher != null) ? (cache) -> watcher.watch(name, cache) : null;
	}

}
