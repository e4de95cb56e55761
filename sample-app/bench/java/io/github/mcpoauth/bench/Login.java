package io.github.mcpoauth.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * One person who lets a client in, with a browser that has no cookies yet.
 */
final class Login {

	static final String REDIRECT_URI = "https://claude.ai/api/mcp/auth_callback";

	private static final String VERIFIER = "the-code-verifier-of-the-benchmark-has-43-characters-or-more";

	/** The S256 of it. */
	private static final String CHALLENGE = "Eiu7UllsQ4kHqYw0EXL6qKST0ksq9oDH0Ap8tQ4P42g";

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final JsonMapper JSON = new JsonMapper();

	private static final int MAX_STEPS = 10;

	private final Map<String, String> cookies = new HashMap<>();

	private final Server server;

	private Login(Server server) {
		this.server = server;
	}

	/** Registers a client. */
	static JsonNode register(Server server, String client) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("/oauth2/register")))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(client))
			.build();
		return json(new Login(server).send(request), 201);
	}

	/**
	 * Logs in.
	 * @param server where
	 * @param client a client that registered there
	 * @return the answer with the tokens
	 */
	static JsonNode with(Server server, JsonNode client) {
		Login login = new Login(server);
		String code = login.authorize(client.path("client_id").asString());
		Map<String, String> fields = new LinkedHashMap<>();
		fields.put("grant_type", "authorization_code");
		fields.put("client_id", client.path("client_id").asString());
		if (client.has("client_secret")) {
			fields.put("client_secret", client.path("client_secret").asString());
		}
		fields.put("code", code);
		fields.put("redirect_uri", REDIRECT_URI);
		fields.put("code_verifier", VERIFIER);
		return json(login.send(form(URI.create(server.url("/oauth2/token")), fields)), 200);
	}

	private String authorize(String clientId) {
		URI uri = UriComponentsBuilder.fromUriString(this.server.url("/oauth2/authorize"))
			.queryParam("response_type", "code")
			.queryParam("client_id", clientId)
			.queryParam("redirect_uri", REDIRECT_URI)
			.queryParam("scope", "read")
			.queryParam("state", "the-state-of-the-client")
			.queryParam("code_challenge", CHALLENGE)
			.queryParam("code_challenge_method", "S256")
			.build()
			.encode()
			.toUri();
		HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", "text/html").build();
		for (int step = 0; step < MAX_STEPS; step++) {
			HttpResponse<String> response = send(request);
			if (response.statusCode() / 100 == 3) {
				URI target = uri.resolve(response.headers().firstValue("Location").orElseThrow());
				if (target.toString().startsWith(REDIRECT_URI)) {
					return code(target);
				}
				request = HttpRequest.newBuilder(target).header("Accept", "text/html").build();
			}
			else {
				request = submit(response);
			}
		}
		throw new IllegalStateException("The login does not end: " + request.uri());
	}

	private static String code(URI target) {
		String code = UriComponentsBuilder.fromUri(target).build().getQueryParams().getFirst("code");
		if (code == null) {
			throw new IllegalStateException("No code: " + target);
		}
		return code;
	}

	/** Presses the button that goes on, on the pages of either server. */
	private static HttpRequest submit(HttpResponse<String> page) {
		Element button = Jsoup.parse(page.body(), page.uri().toString())
			.selectFirst("button.primary, #submit-consent, form:not(:has(button[name=decision])) button");
		Element form = (button != null) ? button.closest("form") : null;
		if (form == null) {
			throw new IllegalStateException("No form: " + page + page.body());
		}
		Map<String, String> fields = new LinkedHashMap<>();
		form.select("input[name]").forEach((input) -> fields.put(input.attr("name"), input.attr("value")));
		if (button.hasAttr("name")) {
			fields.put(button.attr("name"), button.attr("value"));
		}
		fields.computeIfPresent("username", (name, value) -> "alice");
		fields.computeIfPresent("password", (name, value) -> "wonderland");
		return form(URI.create(form.hasAttr("action") ? form.absUrl("action") : page.uri().toString()), fields);
	}

	private static HttpRequest form(URI uri, Map<String, String> fields) {
		String body = fields.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		return HttpRequest.newBuilder(uri)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(body))
			.build();
	}

	private HttpResponse<String> send(HttpRequest request) {
		try {
			String cookie = this.cookies.entrySet()
				.stream()
				.map((entry) -> entry.getKey() + "=" + entry.getValue())
				.collect(Collectors.joining("; "));
			HttpResponse<String> response = HTTP.send(
					cookie.isEmpty() ? request
							: HttpRequest.newBuilder(request, (name, value) -> true).header("Cookie", cookie).build(),
					BodyHandlers.ofString());
			response.headers().allValues("Set-Cookie").forEach((set) -> {
				String[] pair = set.split(";", 2)[0].split("=", 2);
				this.cookies.put(pair[0], pair[1]);
			});
			return response;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static JsonNode json(HttpResponse<String> response, int status) {
		if (response.statusCode() != status) {
			throw new IllegalStateException(response + response.body());
		}
		return JSON.readTree(response.body());
	}

}
