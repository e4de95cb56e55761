package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;

import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.net.OutboundOperation;

/**
 * Fetches an issuer's keys from where its metadata says. To be wrapped in a cache, which
 * also sees to it that one thread at a time fetches.
 */
final class IssuerJwkSetSource implements JWKSetSource<SecurityContext> {

	private static final int MAX_JWK_SET = 256 * 1024;

	private final UpstreamMetadata metadata;

	private final HttpFetcher fetcher;

	private final AtomicLong withdrawals = new AtomicLong();

	private volatile long answeredAt = Long.MAX_VALUE;

	private volatile FetchState state = FetchState.NONE;

	private volatile Set<String> known = Set.of();

	IssuerJwkSetSource(UpstreamMetadata metadata, HttpFetcher fetcher) {
		this.metadata = metadata;
		this.fetcher = fetcher.forOperation(OutboundOperation.JWKS);
	}

	/**
	 * Whether the last attempt to fetch the keys succeeded.
	 */
	boolean isAvailable() {
		return this.state.fetchedAt() != null && !this.state.isFailing();
	}

	/**
	 * How many milliseconds ago the issuer was asked last, and gave an answer or none;
	 * less than none if it never was.
	 */
	long age(long currentTime) {
		return currentTime - this.answeredAt;
	}

	FetchState state() {
		return this.state;
	}

	@Override
	public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refreshEvaluator, long currentTime, SecurityContext context)
			throws KeySourceException {
		try {
			byte[] body = this.fetcher.fetchJson(this.metadata.jwks(), MAX_JWK_SET);
			JWKSet keys = JWKSet.parse(new String(body, StandardCharsets.UTF_8));
			this.state = this.state.succeeded(Instant.ofEpochMilli(currentTime));
			notice(keys);
			return keys;
		}
		catch (IOException | UpstreamUnavailableException ex) {
			fail(currentTime, String.valueOf(ex.getMessage()));
			throw new JWKSetRetrievalException("The issuer's keys can't be had: " + ex.getMessage(), ex);
		}
		catch (ParseException ex) {
			fail(currentTime, "What the issuer serves as its keys is no JWK Set");
			throw new JWKSetParseException("What the issuer serves as its keys is no JWK Set", ex);
		}
		finally {
			this.answeredAt = currentTime;
		}
	}

	private void fail(long currentTime, String reason) {
		this.state = this.state.failed(Instant.ofEpochMilli(currentTime), reason);
	}

	/**
	 * How often a key has gone that was there before.
	 */
	long withdrawals() {
		return this.withdrawals.get();
	}

	private void notice(JWKSet keys) {
		Set<String> now = new HashSet<>();
		keys.toPublicJWKSet().getKeys().forEach((key) -> now.add(key.toJSONString()));
		if (!now.containsAll(this.known)) {
			this.withdrawals.incrementAndGet();
		}
		this.known = now;
	}

	@Override
	public void close() {
	}

}
