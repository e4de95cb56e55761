package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.net.URI;
import java.util.List;

import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.net.OutboundOperation;
import io.github.mcpoauth.net.UnexpectedStatusException;

/**
 * Reads an issuer's metadata: from where it is configured to be, or else by OpenID
 * Connect Discovery or RFC 8414, whichever the issuer serves.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8414#section-3">RFC 8414 section
 * 3</a>
 */
final class DiscoveryDocuments {

	static final int MAX_DOCUMENT = 128 * 1024;

	private final List<URI> locations;

	private final DocumentRules rules;

	private final HttpFetcher fetcher;

	DiscoveryDocuments(UpstreamSettings settings, DocumentRules rules, HttpFetcher fetcher) {
		this.locations = (settings.metadataUri() != null) ? List.of(settings.metadataUri())
				: locations(settings.issuer());
		this.rules = rules;
		this.fetcher = fetcher.forOperation(OutboundOperation.DISCOVERY);
	}

	private static List<URI> locations(String issuer) {
		URI uri = URI.create(issuer);
		String path = uri.getRawPath().endsWith("/") ? uri.getRawPath().substring(0, uri.getRawPath().length() - 1)
				: uri.getRawPath();
		URI origin = URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
		return List.of(origin.resolve(path + "/.well-known/openid-configuration"),
				origin.resolve("/.well-known/oauth-authorization-server" + path));
	}

	/**
	 * Fetches the document.
	 * @return the document
	 * @throws IOException if there is none, or none that may be used; the message says
	 * why
	 */
	ProviderDocument fetch() throws IOException {
		IOException failure = null;
		for (URI location : this.locations) {
			try {
				return fetch(location);
			}
			catch (UnexpectedStatusException ex) {
				// There is a server, which may have the document elsewhere. Of a silent
				// one nothing is gained by waiting again.
				if (failure == null) {
					failure = ex;
				}
			}
		}
		throw (failure != null) ? failure : new IOException("there is no place to look at");
	}

	private ProviderDocument fetch(URI location) throws UnexpectedStatusException, IOException {
		byte[] body = this.fetcher.fetchJson(location, MAX_DOCUMENT);
		try {
			return ProviderDocument.read(body, this.rules);
		}
		catch (IOException ex) {
			throw new IOException(location + " is not used: " + ex.getMessage(), ex);
		}
	}

}
