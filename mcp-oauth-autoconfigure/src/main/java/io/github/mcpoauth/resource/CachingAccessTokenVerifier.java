package io.github.mcpoauth.resource;

import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

import io.github.mcpoauth.core.Sha256;

/**
 * Remembers which tokens were found valid, by their digest, so that nobody can read them
 * out of the memory of the cache. Nothing is remembered past the expiry of the token, and
 * no refusal at all: what is not valid now may be so in a moment. Whoever comes with a
 * token that is just being verified waits for that result. Thread-safe.
 */
public final class CachingAccessTokenVerifier implements AccessTokenVerifier {

	private final AccessTokenVerifier delegate;

	private final Predicate<Authentication> stillValid;

	private final Clock clock;

	private final LongSupplier generation;

	private final Cache<String, Verified> verified;

	private final ConcurrentMap<String, CompletableFuture<Verified>> inFlight = new ConcurrentHashMap<>();

	/**
	 * Makes a verifier.
	 * @param delegate verifies tokens that are not known
	 * @param settings how much to remember, and how long
	 * @param stillValid what to ask at each use, such as whether the token was revoked;
	 * it has to be fast
	 * @param generation changes whenever everything has to be verified again, such as
	 * when a key was withdrawn
	 * @param clock tells what has expired
	 */
	public CachingAccessTokenVerifier(AccessTokenVerifier delegate, TokenCacheSettings settings,
			Predicate<Authentication> stillValid, LongSupplier generation, Clock clock) {
		this.delegate = delegate;
		this.stillValid = stillValid;
		this.generation = generation;
		this.clock = clock;
		this.verified = Caffeine.newBuilder()
			.maximumSize(settings.maximumSize())
			.expireAfterWrite(settings.timeToLive())
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
			.build();
	}

	@Override
	public Authentication verify(BearerTokenAuthenticationToken token) {
		String key = Base64.getEncoder().encodeToString(Sha256.of(token.getToken()));
		Verified known = known(key);
		Verified result = (known != null) ? known : load(key, token);
		return withDetails(result.caller(), token.getDetails());
	}

	private @Nullable Verified known(String key) {
		Verified known = this.verified.getIfPresent(key);
		return (known != null && isStillValid(known)) ? known : null;
	}

	/**
	 * Not with a loading function of the cache, which would hold up other tokens that
	 * happen to be in the same bin of its map for as long as an issuer takes to answer.
	 */
	private Verified load(String key, BearerTokenAuthenticationToken token) {
		CompletableFuture<Verified> mine = new CompletableFuture<>();
		CompletableFuture<Verified> others = this.inFlight.putIfAbsent(key, mine);
		if (others != null) {
			return join(others);
		}
		try {
			// Another may have finished between the look at the cache and here
			Verified known = known(key);
			Verified result = (known != null) ? known : verified(key, token);
			mine.complete(result);
			return result;
		}
		catch (RuntimeException | Error ex) {
			mine.completeExceptionally(ex);
			throw ex;
		}
		finally {
			this.inFlight.remove(key, mine);
		}
	}

	private Verified verified(String key, BearerTokenAuthenticationToken token) {
		// Read first: what changes meanwhile makes the result an old one
		long now = this.generation.getAsLong();
		Verified result = new Verified(this.delegate.verify(token), now);
		this.verified.put(key, result);
		return result;
	}

	private static Verified join(CompletableFuture<Verified> result) {
		try {
			return result.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof AuthenticationException refused) {
				throw refused;
			}
			throw ex;
		}
	}

	private boolean isStillValid(Verified token) {
		Instant expiry = expiry(token.caller());
		return (expiry == null || expiry.isAfter(this.clock.instant()))
				&& token.generation() == this.generation.getAsLong() && this.stillValid.test(token.caller());
	}

	private static @Nullable Instant expiry(Authentication caller) {
		return (caller instanceof AbstractOAuth2TokenAuthenticationToken<?> token) ? token.getToken().getExpiresAt()
				: null;
	}

	/**
	 * Where a request came from is not what the one before it said.
	 */
	private static Authentication withDetails(Authentication caller, @Nullable Object details) {
		return (caller instanceof AbstractAuthenticationToken) ? caller.toBuilder().details(details).build() : caller;
	}

	/**
	 * A caller, and what the generation was when the token was verified.
	 */
	private record Verified(Authentication caller, long generation) {
	}

}
