package io.github.mcpoauth.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

import io.micrometer.observation.ObservationRegistry;

/**
 * Asks servers that may be slow, broken or hostile: 2 seconds to connect, 5 seconds in
 * all however slowly the bytes drip, a size limit that holds while reading, no redirects.
 * Thread-safe.
 */
public final class HttpFetcher {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(5);

	private final HttpClient client;

	private final OutboundObservations observations;

	/** Makes a fetcher that nobody observes. */
	public HttpFetcher() {
		this(ObservationRegistry.NOOP);
	}

	/**
	 * Makes a fetcher.
	 * @param registry what observes requests
	 */
	public HttpFetcher(ObservationRegistry registry) {
		this(client(), new OutboundObservations(registry, OutboundOperation.OTHER));
	}

	/**
	 * With HTTP/1.1: over HTTP/2 the client of Java 17 sends the next request on a
	 * connection that the server has ended with GOAWAY, and fails.
	 */
	private static HttpClient client() {
		return HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(CONNECT_TIMEOUT)
			.followRedirects(HttpClient.Redirect.NEVER)
			.build();
	}

	private HttpFetcher(HttpClient client, OutboundObservations observations) {
		this.client = client;
		this.observations = observations;
	}

	/**
	 * The same fetcher, whose requests are observed under a name.
	 * @param operation what it is used for
	 * @return a fetcher with the same connections
	 */
	public HttpFetcher forOperation(OutboundOperation operation) {
		return new HttpFetcher(this.client, new OutboundObservations(this.observations.registry(), operation));
	}

	/**
	 * Fetches a JSON document.
	 * @param uri an http or https URL
	 * @param limit how many bytes it may have
	 * @return the bytes
	 * @throws UnexpectedStatusException if the status is not 200
	 * @throws IOException if it can't be had within the limits; the message says why
	 */
	public byte[] fetchJson(URI uri, int limit) throws IOException {
		HttpAnswer answer = send(request(uri).build(), (status) -> status == 200, limit);
		if (answer.status() != 200) {
			throw new UnexpectedStatusException(uri + " answered with status " + answer.status(), answer.status());
		}
		return answer.body();
	}

	/**
	 * Asks with credentials of the caller's.
	 * @param uri an http or https URL
	 * @param headers additional headers
	 * @param limit how many bytes the answer may have
	 * @return the answer, whatever its status; also a redirect, which is not followed
	 * @throws IOException if there is none within the limits; the message says why, and
	 * holds nothing of the headers
	 */
	public HttpAnswer get(URI uri, Map<String, String> headers, int limit) throws IOException {
		HttpRequest.Builder request = request(uri);
		headers.forEach(request::setHeader);
		return send(request.build(), (status) -> true, limit);
	}

	/**
	 * Posts a form. It is sent once: nobody knows whether a form that got no answer has
	 * had its effect.
	 * @param uri an http or https URL
	 * @param form the parameters
	 * @param headers additional headers
	 * @param limit how many bytes the answer may have
	 * @return the answer, whatever its status; also a redirect, which is not followed
	 * @throws IOException if there is none within the limits; the message says why, and
	 * holds nothing of the form and the headers
	 */
	public HttpAnswer postForm(URI uri, Map<String, String> form, Map<String, String> headers, int limit)
			throws IOException {
		HttpRequest.Builder request = request(uri).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(encode(form), StandardCharsets.US_ASCII));
		headers.forEach(request::setHeader);
		return send(request.build(), (status) -> true, limit);
	}

	private static HttpRequest.Builder request(URI uri) {
		return HttpRequest.newBuilder(uri).header("Accept", "application/json");
	}

	private static String encode(Map<String, String> form) {
		return form.entrySet()
			.stream()
			.map((entry) -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
					+ URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

	private HttpAnswer send(HttpRequest request, IntPredicate withBody, int limit) throws IOException {
		return this.observations.observe(request.uri().getHost(), () -> {
			HttpResponse<byte[]> response = exchange(request, withBody, limit);
			return new HttpAnswer(response.statusCode(), response.body(),
					response.headers().firstValue("Retry-After").orElse(null));
		}, HttpAnswer::status);
	}

	/**
	 * Sends a request within the limits.
	 * @param request the request
	 * @param withBody for which statuses the body is read
	 * @param limit how many bytes it may have then
	 * @return the response, whatever its status
	 * @throws IOException if there is none within the limits; the message says why
	 */
	HttpResponse<byte[]> exchange(HttpRequest request, IntPredicate withBody, int limit) throws IOException {
		URI uri = request.uri();
		LimitedSubscriber body = new LimitedSubscriber(limit);
		CompletableFuture<HttpResponse<byte[]>> exchange = this.client.sendAsync(request,
				(info) -> withBody.test(info.statusCode()) ? body : BodySubscribers.replacing(new byte[0]));
		try {
			return exchange.get(TOTAL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			String reason = body.isExceeded() ? "more than " + limit + " bytes" : String.valueOf(ex.getCause());
			throw new IOException(uri + " can't be fetched: " + reason, ex.getCause());
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
