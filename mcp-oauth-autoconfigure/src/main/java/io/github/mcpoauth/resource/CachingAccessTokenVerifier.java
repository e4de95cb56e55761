package io.github.mcpoauth.resource;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Cache;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
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

	private final LongSupplier generation;

	private final SharedResults<Verified> verified;

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
		this(delegate, settings, stillValid, generation, clock, null);
	}

	/**
	 * Makes a verifier whose cache may be watched.
	 * @param delegate verifies tokens that are not known
	 * @param settings how much to remember, and how long
	 * @param stillValid what to ask at each use, such as whether the token was revoked;
	 * it has to be fast
	 * @param generation changes whenever everything has to be verified again, such as
	 * when a key was withdrawn
	 * @param clock tells what has expired
	 * @param monitor is given the cache, which then counts; {@code null} if nobody wants
	 * to know
	 */
	public CachingAccessTokenVerifier(AccessTokenVerifier delegate, TokenCacheSettings settings,
			Predicate<Authentication> stillValid, LongSupplier generation, Clock clock,
			@Nullable Consumer<Cache<?, ?>> monitor) {
		this.delegate = delegate;
		this.stillValid = stillValid;
		this.generation = generation;
		this.verified = new SharedResults<>(settings, (token) -> expiry(token.caller()), clock, monitor);
	}

	@Override
	public Authentication verify(BearerTokenAuthenticationToken token) {
		String key = Sha256.base64(token.getToken());
		Verified result = this.verified.get(key, this::isStillValid, () -> verified(token));
		return withDetails(result.caller(), token.getDetails());
	}

	private Verified verified(BearerTokenAuthenticationToken token) {
		// Read first: what changes meanwhile makes the result an old one
		long now = this.generation.getAsLong();
		return new Verified(this.delegate.verify(token), now);
	}

	private boolean isStillValid(Verified token) {
		return token.generation() == this.generation.getAsLong() && this.stillValid.test(token.caller());
	}

	static @Nullable Instant expiry(Authentication caller) {
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
