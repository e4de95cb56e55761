package io.github.mcpoauth.observability.doctor;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Whether clients that are web pages get through: a browser asks first, without any
 * token, and shows them no more than the answer allows.
 */
final class BrowserAccessCheck implements Check {

	/** Where MCP Inspector's page is. */
	private static final String ORIGIN = "http://localhost:6274";

	@Override
	public void examine(ServerView server, Findings findings) {
		examinePreflight(server, server.mcp(), "cors-preflight", findings);
		URI token = server.endpoint("token_endpoint");
		if (token != null) {
			examinePreflight(server, token, "cors-token", findings);
		}
		examineDocument(server, findings);
		examineChallenge(server, findings);
	}

	private static void examinePreflight(ServerView server, URI uri, String id, Findings findings) {
		Sighting preflight = server.send("OPTIONS", uri, Map.of("Origin", ORIGIN, "Access-Control-Request-Method",
				"POST", "Access-Control-Request-Headers", "authorization,content-type"), null);
		if (preflight.is(HttpStatus.UNAUTHORIZED)) {
			findings.failure(id, preflight.outcome() + ": a browser never sends a token with that question",
					"Let CORS answer before authentication does");
		}
		else if (allows(preflight)) {
			findings.ok(id, "pages of other origins may call " + uri);
		}
		else {
			findings.warning(id, "pages of other origins may not call " + uri + " (" + preflight.outcome() + ")",
					"Nothing, if no client of yours is a web page of another origin. Else allow its origin (here "
							+ "mcp.oauth.resource.allowed-origins)");
		}
	}

	private static boolean allows(Sighting sighting) {
		String allowed = sighting.header("access-control-allow-origin");
		return "*".equals(allowed) || ORIGIN.equals(allowed);
	}

	private static void examineDocument(ServerView server, Findings findings) {
		Sighting document = server.send("GET", WellKnown.ofResource(server.mcp()),
				Map.of("Origin", ORIGIN, "Accept", "application/json"), null);
		if (allows(document)) {
			findings.ok("cors-metadata", "pages of other origins may read the metadata");
		}
		else {
			findings.warning("cors-metadata", "pages of other origins can't read the metadata",
					"Answer it with Access-Control-Allow-Origin: *; there is nothing secret in it");
		}
	}

	private static void examineChallenge(ServerView server, Findings findings) {
		Sighting refusal = server.message(Map.of("Origin", ORIGIN));
		String exposed = refusal.header("access-control-expose-headers");
		if (!allows(refusal)) {
			// Then no page sees any of it
			return;
		}
		if (isNamed("www-authenticate", exposed)) {
			findings.ok("cors-challenge", "pages see the challenge");
		}
		else {
			findings.warning("cors-challenge", "pages see the 401 and not its challenge",
					"Add Access-Control-Expose-Headers: WWW-Authenticate");
		}
	}

	private static boolean isNamed(String header, @Nullable String list) {
		return list != null && (list.equals("*") || list.toLowerCase(Locale.ROOT).contains(header));
	}

}
