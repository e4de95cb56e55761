package io.github.mcpoauth.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches documents of servers that may be slow, broken or hostile: 2 seconds to connect,
 * 5 seconds in all however slowly the bytes drip, a size limit that holds while reading,
 * no redirects, status 200 only. Thread-safe.
 */
public final class HttpFetcher {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(5);

	private final HttpClient client = HttpClient.newBuilder()
		.connectTimeout(CONNECT_TIMEOUT)
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	/**
	 * Fetches a JSON document.
	 * @param uri an http or https URL
	 * @param limit how many bytes it may have
	 * @return the bytes
	 * @throws IOException if it can't be had within the limits; the message says why
	 */
	public byte[] fetchJson(URI uri, int limit) throws IOException {
		HttpRequest request = HttpRequest.newBuilder(uri)
			.timeout(TOTAL_TIMEOUT)
			.header("Accept", "application/json")
			.build();
		CompletableFuture<HttpResponse<byte[]>> exchange = this.client.sendAsync(request,
				(info) -> (info.statusCode() == 200) ? new LimitedSubscriber(limit)
						: BodySubscribers.replacing(new byte[0]));
		try {
			HttpResponse<byte[]> response = exchange.get(TOTAL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
			if (response.statusCode() != 200) {
				throw new IOException(uri + " answered with status " + response.statusCode());
			}
			return response.body();
		}
		catch (ExecutionException ex) {
			throw new IOException(uri + " can't be fetched: " + ex.getCause(), ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new IOException(uri + " took longer than " + TOTAL_TIMEOUT.toSeconds() + " s", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException();
		}
		finally {
			exchange.cancel(true);
		}
	}

}
