package io.github.mcpoauth.net;

import java.io.IOException;
import java.net.URI;

import io.github.mcpoauth.support.DocumentServer;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Fetches documents of at most 5 KB, as those of clients, from a server of a test's.
 */
final class TestFetcher {

	static final int LIMIT = 5 * 1024;

	private final DocumentServer server;

	private final GuardedFetcher fetcher;

	TestFetcher(DocumentServer server, GuardedFetcher fetcher) {
		this.server = server;
		this.fetcher = fetcher;
	}

	/**
	 * Fetches a document.
	 * @param url its path at the server, or a URL anywhere
	 */
	FetchedDocument fetch(String url) throws IOException {
		return this.fetcher.fetchJson(OutboundOperation.CLIENT_DOCUMENT, URI.create(this.server.url("/")).resolve(url),
				LIMIT);
	}

	void assertRefused(String url, String reason) {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> fetch(url)).withMessageContaining(reason);
	}

}
