package io.github.mcpoauth.upstream;

import java.time.Duration;
import java.util.List;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;

import io.github.mcpoauth.net.HttpFetcher;

/**
 * The signing keys of an issuer: fetched when the first token comes, cached for five
 * minutes, good for four hours of an outage, and fetched at most twice in 30 seconds
 * however many tokens name keys that don't exist. Thread-safe.
 */
public final class IssuerKeys implements JWKSource<SecurityContext> {

	private static final Duration CACHE = Duration.ofMinutes(5);

	private static final Duration CACHE_REFRESH_TIMEOUT = Duration.ofSeconds(15);

	private static final Duration RATE_LIMIT = Duration.ofSeconds(30);

	private static final Duration OUTAGE = Duration.ofHours(4);

	private final IssuerJwkSetSource source;

	private final JWKSource<SecurityContext> cached;

	/**
	 * Makes a source of keys; nothing is fetched yet.
	 * @param issuer the issuer identifier, exactly as it stands in its tokens
	 * @param fetcher what to fetch with
	 */
	public IssuerKeys(String issuer, HttpFetcher fetcher) {
		this.source = new IssuerJwkSetSource(new IssuerDiscovery(issuer, fetcher), fetcher);
		this.cached = JWKSourceBuilder.create(this.source)
			.cache(CACHE.toMillis(), CACHE_REFRESH_TIMEOUT.toMillis())
			.refreshAheadCache(false)
			.rateLimited(RATE_LIMIT.toMillis())
			.outageTolerant(OUTAGE.toMillis())
			.build();
	}

	@Override
	public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
		try {
			return this.cached.get(selector, context);
		}
		catch (RateLimitReachedException ex) {
			if (this.source.isAvailable()) {
				// The keys are known and this one is not among them: the token is to
				// blame
				return List.of();
			}
			throw ex;
		}
	}

}
