package io.github.mcpoauth.registration;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

/**
 * How often documents are fetched, so that nobody can have this server flood another one,
 * or keep it busy with fetching. Thread-safe.
 */
final class FetchLimits {

	private static final Duration WINDOW = Duration.ofMinutes(1);

	private static final int MAX_HOSTS = 10_000;

	private static final String ALL = "all";

	private final FetchRates rates;

	private final Cache<String, AtomicLong> perHost;

	private final Cache<String, AtomicLong> inTotal;

	FetchLimits(FetchRates rates, Ticker ticker) {
		this.rates = rates;
		this.perHost = windows(ticker);
		this.inTotal = windows(ticker);
	}

	private static Cache<String, AtomicLong> windows(Ticker ticker) {
		return Caffeine.newBuilder().maximumSize(MAX_HOSTS).expireAfterWrite(WINDOW).ticker(ticker).build();
	}

	/**
	 * Tells whether one more fetch is within the limits, and counts it.
	 * @param host where to
	 */
	boolean allow(String host) {
		// The host first: what it is refused for must not be counted against all others
		return count(this.perHost, host) <= this.rates.perHost() && count(this.inTotal, ALL) <= this.rates.inTotal();
	}

	private static long count(Cache<String, AtomicLong> windows, String key) {
		return windows.get(key, (name) -> new AtomicLong()).incrementAndGet();
	}

}
