package io.github.mcpoauth.net;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Asks a server what its clients ask it, and shows all of the answer: for finding out why
 * they don't get what they need. Within the limits of {@link HttpFetcher}. The URLs have
 * to be an operator's, or those of a server that the operator named. Thread-safe.
 */
public final class HttpProbe {

	private static final int MAX_BODY = 256 * 1024;

	private final HttpFetcher fetcher;

	/**
	 * Makes a probe.
	 * @param fetcher sends the requests
	 */
	public HttpProbe(HttpFetcher fetcher) {
		this.fetcher = fetcher;
	}

	/**
	 * Sends a request. Nothing is followed and nothing is sent twice.
	 * @param method the HTTP method
	 * @param uri an http or https URL
	 * @param headers the headers
	 * @param body the body, or {@code null} for none
	 * @return the answer, whatever its status
	 * @throws IOException if there is none within the limits; the message says why, and
	 * holds nothing of headers and body
	 */
	public ProbeAnswer send(String method, URI uri, Map<String, String> headers, @Nullable String body)
			throws IOException {
		BodyPublisher publisher = (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody();
		HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, publisher);
		headers.forEach(request::setHeader);
		return ProbeAnswer.of(this.fetcher.exchange(request.build(), (status) -> true, MAX_BODY));
	}

}
