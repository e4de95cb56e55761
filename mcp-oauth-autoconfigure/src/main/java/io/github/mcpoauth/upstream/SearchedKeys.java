package io.github.mcpoauth.upstream;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

/**
 * Looks for keys in a cached set, and for one that isn't there in a newer set: once in a
 * while, however many are looked for. In between a key that is unknown costs a look and
 * nothing else, neither a lock nor an exception, so that a flood of them troubles nobody.
 * Thread-safe.
 */
final class SearchedKeys implements JWKSource<SecurityContext> {

	private final JWKSetSource<SecurityContext> cached;

	private final long interval;

	private final Clock clock;

	private final ReentrantLock refresh = new ReentrantLock();

	private volatile long notBefore = System.nanoTime();

	/**
	 * Makes a source of keys.
	 * @param cached the set, which is fetched again when that is asked for
	 * @param interval how long not to ask for that again
	 * @param clock tells the set how old it is
	 */
	SearchedKeys(JWKSetSource<SecurityContext> cached, Duration interval, Clock clock) {
		this.cached = cached;
		this.interval = interval.toNanos();
		this.clock = clock;
	}

	@Override
	public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
		JWKSet known = set(JWKSetCacheRefreshEvaluator.noRefresh(), context);
		List<JWK> keys = selector.select(known);
		return keys.isEmpty() ? selector.select(newer(known, context)) : keys;
	}

	/**
	 * Fetches the keys where that is due, as a token would.
	 * @param anew whether to ask also if there are some, because the last attempt failed
	 * @param context of the source
	 * @throws KeySourceException if there are none
	 */
	void refresh(boolean anew, SecurityContext context) throws KeySourceException {
		JWKSet known = set(JWKSetCacheRefreshEvaluator.noRefresh(), context);
		if (anew) {
			try {
				newer(known, context);
			}
			catch (KeySourceException ex) {
				// There are still those of before
			}
		}
	}

	private JWKSet newer(JWKSet known, SecurityContext context) throws KeySourceException {
		if (!isDue() && !this.refresh.isLocked()) {
			// Another thread may have fetched it since the look
			return set(JWKSetCacheRefreshEvaluator.noRefresh(), context);
		}
		// Who comes while it is fetched waits: the key may be in it
		this.refresh.lock();
		try {
			if (!isDue()) {
				return set(JWKSetCacheRefreshEvaluator.noRefresh(), context);
			}
			this.notBefore = System.nanoTime() + this.interval;
			return set(JWKSetCacheRefreshEvaluator.referenceComparison(known), context);
		}
		finally {
			this.refresh.unlock();
		}
	}

	private boolean isDue() {
		return System.nanoTime() - this.notBefore >= 0;
	}

	private JWKSet set(JWKSetCacheRefreshEvaluator refreshing, SecurityContext context) throws KeySourceException {
		return this.cached.getJWKSet(refreshing, this.clock.millis(), context);
	}

}
