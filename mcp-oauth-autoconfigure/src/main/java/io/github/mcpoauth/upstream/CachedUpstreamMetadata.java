package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.net.HttpFetcher;

/**
 * Puts together what is configured, what the provider's metadata says, and where it has
 * not said anything, what is known of providers of its kind: in this order, endpoint by
 * endpoint. Thread-safe.
 */
public final class CachedUpstreamMetadata implements UpstreamMetadata {

	private final UpstreamSettings settings;

	private final EndpointSet guesses;

	private final DocumentCache cache;

	/**
	 * Makes a source of metadata; nothing is fetched yet.
	 * @param settings which provider
	 * @param guesses endpoints that nobody has named, as far as they can be guessed
	 * @param fetcher what to fetch with
	 * @param clock tells when the metadata is too old
	 * @param firstRead is told once what the metadata says to clients: when it was first
	 * fetched, or first found in a file during an outage
	 */
	public CachedUpstreamMetadata(UpstreamSettings settings, EndpointSet guesses, HttpFetcher fetcher, Clock clock,
			Consumer<ClientSupport> firstRead) {
		this.settings = settings;
		this.guesses = guesses;
		DocumentRules rules = new DocumentRules(settings);
		this.cache = new DocumentCache(new DiscoveryDocuments(settings, rules, fetcher),
				new DocumentFile(settings.metadataCacheFile(), rules), settings.metadataTimeToLive(), clock,
				(document) -> firstRead.accept(document.clients()));
	}

	@Override
	public UpstreamEndpoints endpoints() {
		Known known = known(this.settings.endpoints().isComplete());
		EndpointSet found = known.endpoints();
		boolean sendsIssuer = (this.settings.quirks().sendsIssuer() != null) ? this.settings.quirks().sendsIssuer()
				: known.document() != null && known.document().sendsIssuer();
		return new UpstreamEndpoints(this.settings.documentIssuer(),
				known.require(found.authorization(), "authorization"), known.require(found.token(), "token"),
				known.require(found.jwks(), "jwks"), found.revocation(), sendsIssuer,
				(known.document() != null) ? known.document().tokenAuthMethods() : Set.of());
	}

	@Override
	public URI jwks() {
		Known known = known(this.settings.endpoints().jwks() != null);
		return known.require(known.endpoints().jwks(), "jwks");
	}

	@Override
	public @Nullable URI introspection() {
		Known known = known(this.settings.endpoints().introspection() != null);
		return known.orNone(known.endpoints().introspection(), "introspection");
	}

	@Override
	public @Nullable URI userInfo() {
		Known known = known(this.settings.endpoints().userInfo() != null);
		return known.orNone(known.endpoints().userInfo(), "userinfo");
	}

	@Override
	public Set<String> authMethods() {
		ProviderDocument document = known(this.settings.endpoints().introspection() != null).document();
		return (document != null) ? document.tokenAuthMethods() : Set.of();
	}

	/**
	 * What is known of the provider's metadata; nothing is fetched for it.
	 * @return the state
	 */
	public FetchState state() {
		return this.cache.state();
	}

	private Known known(boolean configured) {
		if (configured) {
			return new Known(this.settings.endpoints(), null, null);
		}
		try {
			ProviderDocument document = this.cache.get();
			return new Known(this.settings.endpoints().orElse(document.endpoints()).orElse(this.guesses), document,
					null);
		}
		catch (IOException ex) {
			return new Known(this.settings.endpoints().orElse(this.guesses), null, ex);
		}
	}

	/**
	 * What is known at the moment.
	 */
	private record Known(EndpointSet endpoints, @Nullable ProviderDocument document, @Nullable IOException failure) {

		@Nullable URI orNone(@Nullable URI endpoint, String name) {
			return (this.failure != null) ? require(endpoint, name) : endpoint;
		}

		URI require(@Nullable URI endpoint, String name) {
			if (endpoint != null) {
				return endpoint;
			}
			String reason = (this.failure != null) ? "its metadata can't be had: " + this.failure.getMessage()
					: "its metadata has none that may be used. mcp.oauth.upstream.endpoints." + name + " sets it";
			throw new UpstreamUnavailableException(
					"The identity provider's " + name + " endpoint is not known: " + reason, this.failure);
		}

	}

}
