package io.github.mcpoauth.observability.doctor;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Sha256;

/**
 * A client sends the browser to the authorization endpoint, and the browser has to get to
 * a page for people.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-4.1.1">RFC 6749
 * section 4.1.1</a>
 */
final class AuthorizationStep {

	/** Of no use to anybody: nothing is ever redeemed. */
	private static final String VERIFIER = "the-doctor-redeems-nothing-and-needs-no-secret-here";

	private final ServerView server;

	private final KnownClient client;

	AuthorizationStep(ServerView server, KnownClient client) {
		this.server = server;
		this.client = client;
	}

	/**
	 * Asks.
	 * @param clientId who the client is
	 * @return why it is refused, or {@code null} if it gets to the login
	 */
	@Nullable String refusal(String clientId) {
		URI endpoint = Objects.requireNonNull(this.server.endpoint("authorization_endpoint"));
		URI uri = URI.create(endpoint + ((endpoint.getRawQuery() != null) ? "&" : "?") + query(clientId));
		Sighting page = this.server.send("GET", uri, Map.of("Accept", "text/html"), null);
		if (page.answer() == null) {
			return withoutQuery(page).outcome();
		}
		if (page.status() >= 400) {
			// The same once more for the error: pages are for people
			Sighting error = this.server.send("GET", uri, Map.of("Accept", "application/json"), null);
			return withoutQuery((error.status() >= 400) ? error : page).refusal();
		}
		String location = page.header("location");
		return (location != null && location.startsWith(this.client.redirectUri())) ? error(location) : null;
	}

	private static Sighting withoutQuery(Sighting sighting) {
		return new Sighting(sighting.method(), URI.create(Sighting.withoutQuery(sighting.uri().toString())),
				sighting.answer(), Sighting.withoutQuery(sighting.problem()));
	}

	/** Before anybody logged in, a client can only be sent back for an error. */
	private static String error(String location) {
		return "the browser is sent back to the client with "
				+ location.replaceFirst("^[^?]*\\?", "").replaceAll("(?:^|&)(?:state|iss|code)=[^&]*", "");
	}

	private String query(String clientId) {
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("response_type", "code");
		parameters.put("client_id", clientId);
		parameters.put("redirect_uri", this.client.redirectUri());
		parameters.put("state", "doctor");
		parameters.put("code_challenge", challenge());
		parameters.put("code_challenge_method", "S256");
		parameters.put("resource", resource());
		String scope = scope();
		// ChatGPT leaves it out when somebody connects once more
		if (!scope.isEmpty() && this.client != KnownClient.CHATGPT) {
			parameters.put("scope", scope);
		}
		return parameters.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

	private static String challenge() {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(VERIFIER));
	}

	private String resource() {
		String named = Members.text(this.server.resourceMetadata().get("resource"));
		return (named != null) ? named : this.server.mcp().toString();
	}

	/** What the challenge says, else all that there is (MCP, scope selection). */
	private String scope() {
		BearerHeader challenge = this.server.challenge();
		String named = (challenge != null) ? challenge.get("scope") : null;
		List<String> supported = Members.texts(this.server.resourceMetadata().get("scopes_supported"));
		return (named != null) ? named : String.join(" ", supported);
	}

}
