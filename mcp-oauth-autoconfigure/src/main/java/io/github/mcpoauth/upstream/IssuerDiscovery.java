package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.web.Json;

/**
 * Reads an issuer's discovery document, by OpenID Connect Discovery or RFC 8414,
 * whichever the issuer serves.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8414#section-3">RFC 8414 section
 * 3</a>
 */
final class IssuerDiscovery {

	private static final int MAX_DOCUMENT = 128 * 1024;

	private final String issuer;

	private final HttpFetcher fetcher;

	IssuerDiscovery(String issuer, HttpFetcher fetcher) {
		this.issuer = issuer;
		this.fetcher = fetcher;
	}

	URI jwksUri() throws IOException {
		Map<String, @Nullable Object> document = document();
		// RFC 8414 section 3.3: a document of another issuer must not be used
		if (!this.issuer.equals(document.get("issuer"))) {
			throw new IOException("the discovery document of " + this.issuer + " names another issuer");
		}
		if (!(document.get("jwks_uri") instanceof String value)) {
			throw new IOException("the discovery document of " + this.issuer + " has no jwks_uri");
		}
		return sameTransport(URI.create(value));
	}

	private URI sameTransport(URI uri) throws IOException {
		if (this.issuer.startsWith("https:") && !"https".equals(uri.getScheme())) {
			throw new IOException("the discovery document of " + this.issuer + " leads to an unprotected jwks_uri");
		}
		return uri;
	}

	private Map<String, @Nullable Object> document() throws IOException {
		IOException failure = new IOException("no discovery document for " + this.issuer);
		for (URI location : locations()) {
			try {
				Map<String, @Nullable Object> document = Json
					.readObject(this.fetcher.fetchJson(location, MAX_DOCUMENT));
				if (document != null) {
					return document;
				}
				failure.addSuppressed(new IOException(location + " is no JSON object"));
			}
			catch (IOException ex) {
				failure.addSuppressed(ex);
			}
		}
		throw failure;
	}

	private List<URI> locations() {
		URI uri = URI.create(this.issuer);
		String path = uri.getRawPath().endsWith("/") ? uri.getRawPath().substring(0, uri.getRawPath().length() - 1)
				: uri.getRawPath();
		URI origin = URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
		return List.of(origin.resolve(path + "/.well-known/openid-configuration"),
				origin.resolve("/.well-known/oauth-authorization-server" + path));
	}

}
