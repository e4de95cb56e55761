package io.github.mcpoauth.support;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An HTTP client that follows no redirects and keeps cookies, as a browser with one tab.
 */
public final class Http {

	/** One for all, since each has threads that outlive the test that uses it. */
	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);

	public Reply get(String url, String... headers) {
		return send("GET", url, null, headers);
	}

	public Reply post(String url, String contentType, String body, String... headers) {
		String[] all = Arrays.copyOf(headers, headers.length + 2);
		all[headers.length] = "Content-Type";
		all[headers.length + 1] = contentType;
		return send("POST", url, body, all);
	}

	public Reply postForm(String url, Map<String, String> form, String... headers) {
		return post(url, "application/x-www-form-urlencoded", encode(form), headers);
	}

	public Reply postJson(String url, String json, String... headers) {
		return post(url, "application/json", json, headers);
	}

	/**
	 * Sends a request.
	 * @param headers names and values in turn
	 */
	public Reply send(String method, String url, String body, String... headers) {
		URI uri = URI.create(url);
		HttpRequest.Builder request = HttpRequest.newBuilder(uri)
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		try {
			this.cookies.get(uri, Map.of())
				.forEach((name, values) -> values.forEach((value) -> request.header(name, value)));
			HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
			this.cookies.put(uri, response.headers().map());
			return Reply.of(response);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	public boolean hasCookies() {
		return !this.cookies.getCookieStore().getCookies().isEmpty();
	}

	public String cookie(String name) {
		return this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((cookie) -> cookie.getName().equals(name))
			.map((cookie) -> cookie.getValue())
			.findFirst()
			.orElse(null);
	}

	public static String encode(Map<String, String> parameters) {
		return parameters.entrySet()
			.stream()
			.map((entry) -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
			.collect(Collectors.joining("&"));
	}

	/** The parameters of a query or form; fails if one comes twice or has no value. */
	public static Map<String, String> parameters(String encoded) {
		Map<String, String> parameters = new LinkedHashMap<>();
		for (String pair : encoded.split("&")) {
			String[] parts = pair.split("=", 2);
			String previous = parameters.put(decode(parts[0]), decode(parts[1]));
			if (previous != null) {
				throw new AssertionError(parts[0] + " comes twice in " + encoded);
			}
		}
		return parameters;
	}

	private static String decode(String value) {
		return URLDecoder.decode(value, StandardCharsets.UTF_8);
	}

	private static String encode(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

}
