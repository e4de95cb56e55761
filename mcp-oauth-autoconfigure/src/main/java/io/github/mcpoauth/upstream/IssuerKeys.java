package io.github.mcpoauth.upstream;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.jwk.source.RefreshAheadCachingJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SimpleSecurityContext;

import io.github.mcpoauth.net.HttpFetcher;

/**
 * The signing keys of an issuer: fetched when the first token comes, cached for five
 * minutes and fetched again in the background before that time is over, good for four
 * hours of an outage, and fetched once in 30 seconds at most however many tokens name
 * keys that don't exist. Thread-safe.
 */
public final class IssuerKeys implements JWKSource<SecurityContext> {

	private static final Duration CACHE = Duration.ofMinutes(5);

	private static final Duration REFRESH_AHEAD = Duration.ofSeconds(30);

	private static final long MAX_AGE = CACHE.toMillis();

	private static final long DUE = CACHE.minus(REFRESH_AHEAD).toMillis();

	private static final Duration CACHE_REFRESH_TIMEOUT = Duration.ofSeconds(15);

	private static final Duration RATE_LIMIT = Duration.ofSeconds(30);

	private static final Duration OUTAGE = Duration.ofHours(4);

	private final IssuerJwkSetSource source;

	private final SearchedKeys cached;

	private final ExecutorService background = background();

	private final AtomicBoolean renewing = new AtomicBoolean();

	private final Clock clock;

	/**
	 * Makes a source of keys; nothing is fetched yet.
	 * @param metadata tells where the keys are
	 * @param fetcher what to fetch with
	 * @param clock tells how old they are
	 */
	public IssuerKeys(UpstreamMetadata metadata, HttpFetcher fetcher, Clock clock) {
		this.clock = clock;
		this.source = new IssuerJwkSetSource(metadata, fetcher);
		this.cached = new SearchedKeys(new RefreshAheadCachingJWKSetSource<>(
				new RateLimitedJWKSetSource<>(new OutageTolerantJWKSetSource<>(this.source, OUTAGE.toMillis(), null),
						RATE_LIMIT.toMillis(), null),
				MAX_AGE, CACHE_REFRESH_TIMEOUT.toMillis(), REFRESH_AHEAD.toMillis(), false, this.background, false,
				null), RATE_LIMIT, clock);
	}

	/**
	 * What {@code JWKSourceBuilder} would make itself is a thread that lives until the
	 * source is closed, and keeps the process from ending. This one goes when there is
	 * nothing to do.
	 */
	private static ExecutorService background() {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				(task) -> {
					Thread thread = new Thread(task, "mcp-oauth-keys");
					thread.setDaemon(true);
					return thread;
				});
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	/**
	 * How often the issuer has withdrawn a key, as far as is known: whatever was verified
	 * before the last time may have been verified with it.
	 * @return a number that only grows
	 */
	public long withdrawals() {
		return this.source.withdrawals();
	}

	/**
	 * Whether a key that was withdrawn five minutes ago would be missed by now, as far as
	 * the issuer can be asked. Whoever remembers what was verified asks that at each use,
	 * since no key is looked for then. Nobody waits: when the time comes, the keys are
	 * fetched in the background. Of an issuer that nobody has asked yet, nothing was
	 * verified.
	 * @return whether they are
	 */
	public boolean areUpToDate() {
		long age = this.source.age(this.clock.millis());
		if (age > DUE) {
			renew();
		}
		return age <= MAX_AGE;
	}

	private void renew() {
		if (this.renewing.compareAndSet(false, true)) {
			this.background.execute(() -> {
				try {
					this.cached.refresh(false, new SimpleSecurityContext());
				}
				catch (KeySourceException ex) {
					// The state tells, and who has a new token
				}
				finally {
					this.renewing.set(false);
				}
			});
		}
	}

	/**
	 * What is known of the keys; nothing is fetched for it.
	 * @return the state
	 */
	public FetchState state() {
		return this.source.state();
	}

	/**
	 * Sees that there are keys to verify with, for somebody who has no token to verify.
	 * They are fetched within the limits that hold for tokens.
	 * @throws UpstreamUnavailableException if there are none
	 */
	public void refresh() throws UpstreamUnavailableException {
		try {
			this.cached.refresh(this.source.state().isFailing(), new SimpleSecurityContext());
		}
		catch (KeySourceException ex) {
			String reason = this.source.state().failure();
			throw new UpstreamUnavailableException((reason != null) ? reason : "The issuer's keys can't be had", ex);
		}
	}

	@Override
	public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
		List<JWK> keys;
		try {
			keys = this.cached.get(selector, context);
		}
		catch (RateLimitReachedException ex) {
			if (this.source.isAvailable()) {
				// The keys are known and this one is not among them: the token is to
				// blame
				return List.of();
			}
			throw ex;
		}
		if (keys.isEmpty() && !this.source.isAvailable()) {
			// During an outage the key may be a new one
			throw new JWKSetUnavailableException("The issuer's keys of before the outage don't have this one");
		}
		return keys;
	}

}
