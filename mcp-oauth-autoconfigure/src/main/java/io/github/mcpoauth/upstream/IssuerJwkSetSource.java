package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.net.HttpFetcher;

/**
 * Fetches an issuer's keys from where its discovery document says. The document is kept
 * until fetching keys fails, so a provider that moves its keys is found again. To be
 * wrapped in a cache, which also sees to it that one thread at a time fetches.
 */
final class IssuerJwkSetSource implements JWKSetSource<SecurityContext> {

	private static final int MAX_JWK_SET = 256 * 1024;

	private final IssuerDiscovery discovery;

	private final HttpFetcher fetcher;

	private volatile @Nullable URI jwksUri;

	private volatile boolean available;

	IssuerJwkSetSource(IssuerDiscovery discovery, HttpFetcher fetcher) {
		this.discovery = discovery;
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
			URI uri = this.jwksUri;
			if (uri == null) {
				uri = this.discovery.jwksUri();
			}
			JWKSet keys = JWKSet.parse(new String(this.fetcher.fetchJson(uri, MAX_JWK_SET), StandardCharsets.UTF_8));
			this.jwksUri = uri;
			this.available = true;
			return keys;
		}
		catch (IOException ex) {
			forget();
			throw new JWKSetRetrievalException("The issuer's keys can't be had: " + ex.getMessage(), ex);
		}
		catch (ParseException ex) {
			forget();
			throw new JWKSetParseException("What the issuer serves as its keys is no JWK Set", ex);
		}
	}

	private void forget() {
		this.jwksUri = null;
		this.available = false;
	}

	@Override
	public void close() {
	}

}
