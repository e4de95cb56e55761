package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;

import io.github.mcpoauth.net.HttpFetcher;

/**
 * Fetches an issuer's keys from where its metadata says. To be wrapped in a cache, which
 * also sees to it that one thread at a time fetches.
 */
final class IssuerJwkSetSource implements JWKSetSource<SecurityContext> {

	private static final int MAX_JWK_SET = 256 * 1024;

	private final UpstreamMetadata metadata;

	private final HttpFetcher fetcher;

	private volatile boolean available;

	IssuerJwkSetSource(UpstreamMetadata metadata, HttpFetcher fetcher) {
		this.metadata = metadata;
		this.fetcher = fetcher;
	}

	/**
	 * Whether the last attempt to fetch the keys succeeded.
	 */
	boolean isAvailable() {
		return this.available;
	}

	@Override
	public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refreshEvaluator, long currentTime, SecurityContext context)
			throws KeySourceException {
		try {
			byte[] body = this.fetcher.fetchJson(this.metadata.jwks(), MAX_JWK_SET);
			JWKSet keys = JWKSet.parse(new String(body, StandardCharsets.UTF_8));
			this.available = true;
			return keys;
		}
		catch (IOException | UpstreamUnavailableException ex) {
			this.available = false;
			throw new JWKSetRetrievalException("The issuer's keys can't be had: " + ex.getMessage(), ex);
		}
		catch (ParseException ex) {
			this.available = false;
			throw new JWKSetParseException("What the issuer serves as its keys is no JWK Set", ex);
		}
	}

	@Override
	public void close() {
	}

}
