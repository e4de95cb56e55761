package io.github.mcpoauth.sample;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests as an OAuth client sends them: nothing is remembered, no redirect is followed.
 */
final class Http {

	private static final JsonMapper JSON = new JsonMapper();

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

	private Http() {
	}

	static HttpRequest.Builder request(URI uri) {
		return HttpRequest.newBuilder(uri).timeout(TIMEOUT);
	}

	static HttpResponse<String> get(URI uri) {
		return send(CLIENT, request(uri).build());
	}

	static HttpResponse<String> postForm(URI uri, Map<String, String> fields) {
		return send(CLIENT, form(uri, fields.entrySet()));
	}

	static HttpResponse<String> postJson(URI uri, Object body, String... headers) {
		HttpRequest.Builder request = request(uri).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
		return send(CLIENT, (headers.length > 0) ? request.headers(headers).build() : request.build());
	}

	static HttpRequest form(URI uri, Collection<Map.Entry<String, String>> fields) {
		return request(uri).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(encode(fields)))
			.build();
	}

	static HttpResponse<String> send(HttpClient client, HttpRequest request) {
		try {
			return client.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new AssertionError(request + " was not answered", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(request + " was interrupted", ex);
		}
	}

	static JsonNode json(HttpResponse<String> response) {
		return JSON.readTree(response.body());
	}

	static String encode(Collection<Map.Entry<String, String>> parameters) {
		return parameters.stream()
			.map((entry) -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

	static Map<String, String> query(URI uri) {
		return Arrays.stream(uri.getRawQuery().split("&"))
			.map((pair) -> List.of(pair.split("=", 2)))
			.collect(Collectors.toMap((pair) -> pair.get(0),
					(pair) -> URLDecoder.decode(pair.get(1), StandardCharsets.UTF_8)));
	}

}
