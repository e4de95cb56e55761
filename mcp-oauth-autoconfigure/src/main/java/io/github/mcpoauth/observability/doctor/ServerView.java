package io.github.mcpoauth.observability.doctor;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.net.HttpProbe;

/**
 * What a client without a token sees of an MCP server and of its authorization server.
 * Each document is asked for once. To be used by one thread.
 */
final class ServerView implements AutoCloseable {

	/** The first message of every client. */
	static final String INITIALIZE = """
			{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
			"capabilities":{},"clientInfo":{"name":"mcp-oauth-doctor","version":"1"}}}""";

	private final URI mcp;

	private final HttpProbe probe;

	private final Map<URI, Sighting> seen = new HashMap<>();

	private final List<Runnable> afterwards = new ArrayList<>();

	private @Nullable Sighting first;

	/**
	 * Makes a view; nothing is asked for yet.
	 * @param mcp the URL that clients are given
	 * @param probe asks
	 */
	ServerView(URI mcp, HttpProbe probe) {
		this.mcp = mcp;
		this.probe = probe;
	}

	URI mcp() {
		return this.mcp;
	}

	/** What a client's first message comes to. */
	Sighting withoutToken() {
		if (this.first == null) {
			this.first = message(Map.of());
		}
		return this.first;
	}

	/** What the same message comes to with additional headers. */
	Sighting message(Map<String, String> additional) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Content-Type", "application/json");
		headers.put("Accept", "application/json, text/event-stream");
		headers.putAll(additional);
		return send("POST", this.mcp, headers, INITIALIZE);
	}

	/** A document, asked for once. */
	Sighting get(URI uri) {
		return this.seen.computeIfAbsent(uri, (key) -> send("GET", key, Map.of("Accept", "application/json"), null));
	}

	Sighting send(String method, URI uri, Map<String, String> headers, @Nullable String body) {
		try {
			return new Sighting(method, uri, this.probe.send(method, uri, headers, body), "");
		}
		catch (IOException | IllegalArgumentException ex) {
			return new Sighting(method, uri, null, String.valueOf(ex.getMessage()));
		}
	}

	/** The challenge of the first answer, or {@code null} if it has none. */
	@Nullable BearerHeader challenge() {
		Sighting sighting = withoutToken();
		return (sighting.answer() != null) ? BearerHeader.of(sighting.answer().all("www-authenticate")) : null;
	}

	/** The metadata of the server: where the challenge says, else in the usual places. */
	Map<String, @Nullable Object> resourceMetadata() {
		BearerHeader challenge = challenge();
		URI named = (challenge != null) ? Members.uri(challenge.get("resource_metadata")) : null;
		for (URI place : (named != null) ? List.of(named)
				: List.of(WellKnown.ofResource(this.mcp), WellKnown.ofResourceAtRoot(this.mcp))) {
			Map<String, @Nullable Object> document = get(place).document();
			if (document != null) {
				return document;
			}
		}
		return Map.of();
	}

	/**
	 * The authorization server that a client would choose: the first one that is named.
	 * Without metadata, as in MCP 2025-03-26, the server itself.
	 */
	URI issuer() {
		List<String> named = Members.texts(resourceMetadata().get("authorization_servers"));
		URI first = named.isEmpty() ? null : Members.uri(named.get(0));
		return (first != null) ? first : URI.create(this.mcp.getScheme() + "://" + this.mcp.getRawAuthority());
	}

	/** The metadata of the authorization server, empty if there is none. */
	Map<String, @Nullable Object> serverMetadata() {
		for (URI place : WellKnown.ofServer(issuer())) {
			Map<String, @Nullable Object> document = get(place).document();
			if (document != null) {
				return document;
			}
		}
		return Map.of();
	}

	/** An endpoint of the authorization server, or {@code null} if it has none. */
	@Nullable URI endpoint(String member) {
		return Members.uri(Members.text(serverMetadata().get(member)));
	}

	/** What to do when nothing more is looked at. */
	void afterwards(Runnable work) {
		this.afterwards.add(work);
	}

	@Override
	public void close() {
		this.afterwards.forEach(Runnable::run);
	}

}
