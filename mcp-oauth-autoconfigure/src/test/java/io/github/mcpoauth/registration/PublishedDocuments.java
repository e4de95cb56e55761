package io.github.mcpoauth.registration;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.net.FetchedDocument;

/**
 * The documents of a web without a network.
 */
final class PublishedDocuments implements DocumentSource {

	static final String ID = "https://app.example.com/client.json";

	private final Map<String, String> published = new ConcurrentHashMap<>();

	private final AtomicInteger fetches = new AtomicInteger();

	private @Nullable Duration freshness;

	@Override
	public FetchedDocument fetch(URI uri, int limit) throws IOException {
		this.fetches.incrementAndGet();
		String document = this.published.get(uri.toString());
		if (document == null) {
			throw new IOException("it was answered with status 404");
		}
		return new FetchedDocument(document.getBytes(StandardCharsets.UTF_8), this.freshness);
	}

	void publish(String url, String document) {
		this.published.put(url, document);
	}

	void remove(String url) {
		this.published.remove(url);
	}

	void setFreshness(@Nullable Duration freshness) {
		this.freshness = freshness;
	}

	/** How often anything was asked for. */
	int fetches() {
		return this.fetches.get();
	}

	/**
	 * A good document of {@link #ID}.
	 * @param more further members
	 */
	static String document(String more) {
		return "{\"client_id\":\"" + ID + "\",\"client_name\":\"A client\",\"redirect_uris\":"
				+ "[\"http://127.0.0.1/callback\",\"https://app.example.com/callback\"]"
				+ (more.isEmpty() ? "" : "," + more) + "}";
	}

}
