package io.github.mcpoauth.registration;

import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.net.GuardedFetcher;
import io.github.mcpoauth.net.OutboundOperation;
import io.github.mcpoauth.web.Json;

/**
 * Knows clients by the documents at the URLs that are their identifiers. What a document
 * says holds until the cache has to ask again, and no longer. Thread-safe.
 *
 * @see <a href=
 * "https://datatracker.ietf.org/doc/html/draft-ietf-oauth-client-id-metadata-document-00">Client
 * ID Metadata Document</a>
 */
public final class ClientDocuments {

	private static final int MAX_DOCUMENT = 5 * 1024;

	/** Keys with their certificates are longer than all else that a client has to say. */
	private static final int MAX_KEY_SET = 16 * 1024;

	private final FetchedDocuments<ClientMetadata> documents;

	private final FetchedDocuments<JWKSet> keySets;

	private final AllowedHosts hosts;

	private final RedirectUriPolicy redirectUriPolicy;

	private final Clock clock;

	/**
	 * Makes an empty one.
	 * @param fetcher fetches what strangers name
	 * @param rates how often it does
	 * @param hosts whose documents are read
	 * @param redirectUriPolicy which redirect URIs clients may have
	 * @param clock tells when a document was read
	 */
	public ClientDocuments(GuardedFetcher fetcher, FetchRates rates, AllowedHosts hosts,
			RedirectUriPolicy redirectUriPolicy, Clock clock) {
		this((uri, limit) -> fetcher.fetchJson(OutboundOperation.CLIENT_DOCUMENT, uri, limit),
				(uri, limit) -> fetcher.fetchJson(OutboundOperation.CLIENT_JWKS, uri, limit), rates, hosts,
				redirectUriPolicy, clock, Ticker.systemTicker());
	}

	ClientDocuments(DocumentSource source, FetchRates rates, AllowedHosts hosts, RedirectUriPolicy redirectUriPolicy,
			Clock clock, Ticker ticker) {
		this(source, source, rates, hosts, redirectUriPolicy, clock, ticker);
	}

	private ClientDocuments(DocumentSource documents, DocumentSource keySets, FetchRates rates, AllowedHosts hosts,
			RedirectUriPolicy redirectUriPolicy, Clock clock, Ticker ticker) {
		FetchLimits limits = new FetchLimits(rates, ticker);
		this.documents = new FetchedDocuments<>(documents, limits, MAX_DOCUMENT, ticker);
		this.keySets = new FetchedDocuments<>(keySets, limits, MAX_KEY_SET, ticker);
		this.hosts = hosts;
		this.redirectUriPolicy = redirectUriPolicy;
		this.clock = clock;
	}

	/**
	 * Finds a client.
	 * @param clientId the URL of its document
	 * @return what the document says
	 * @throws UnknownClientException if the URL, its host or the document is not
	 * acceptable, or can't be asked now
	 */
	ClientMetadata resolve(String clientId) throws UnknownClientException {
		ClientIdUrl url = url(clientId);
		if (!this.hosts.contains(url.host())) {
			throw UnknownClientException.invalid("Clients of this host are not accepted here");
		}
		return this.documents.get(url.uri(), (body) -> ClientDocument.parse(url, body, this.redirectUriPolicy,
				this.clock.instant().truncatedTo(ChronoUnit.SECONDS)));
	}

	private static ClientIdUrl url(String clientId) throws UnknownClientException {
		try {
			return ClientIdUrl.parse(clientId);
		}
		catch (IllegalArgumentException ex) {
			throw UnknownClientException.invalid("The client_id " + ex.getMessage());
		}
	}

	/**
	 * The keys of a client that are not in its document.
	 * @param location its {@code jwks_uri}
	 * @param anew whether to ask again because a key was missing
	 * @throws UnknownClientException if they can't be had, or are not all public
	 */
	JWKSet keys(URI location, boolean anew) throws UnknownClientException {
		return anew ? this.keySets.getAnew(location, ClientDocuments::parseKeys)
				: this.keySets.get(location, ClientDocuments::parseKeys);
	}

	private static JWKSet parseKeys(byte[] body) throws ClientRegistrationException {
		Map<String, @Nullable Object> members = Json.readObject(body);
		if (members == null) {
			throw MetadataReader.refused("it is not one JSON object, or has a member twice");
		}
		return ClientJwkSet.parse(members);
	}

}
