package io.github.mcpoauth.resource;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.jose.KeyedHash;

/**
 * Ties the identifiers of MCP sessions to who opened them, with nothing stored: outside,
 * an identifier is followed by a keyed hash of itself and its caller. Whoever finds out
 * another's identifier can do nothing with it. Thread-safe.
 *
 * @see <a href=
 * "https://modelcontextprotocol.io/specification/2025-11-25/basic/security_best_practices#session-hijacking">MCP
 * security best practices, session hijacking</a>
 */
public final class SessionBinding {

	private static final char SEPARATOR = '.';

	private final KeyedHash hash;

	/**
	 * Makes a binding.
	 * @param hash whose keys are the same on all instances that share sessions
	 */
	public SessionBinding(KeyedHash hash) {
		this.hash = hash;
	}

	/**
	 * The identifier as its caller gets to see it.
	 */
	String bind(String sessionId, CallerIdentity caller) {
		return sessionId + SEPARATOR + this.hash.of(parts(sessionId, caller));
	}

	/**
	 * The identifier as the application knows it.
	 * @return the identifier, or {@code null} if it is not one of this caller
	 */
	@Nullable String unbind(String bound, CallerIdentity caller) {
		int separator = bound.lastIndexOf(SEPARATOR);
		if (separator < 0) {
			return null;
		}
		String sessionId = bound.substring(0, separator);
		return this.hash.matches(bound.substring(separator + 1), parts(sessionId, caller)) ? sessionId : null;
	}

	private static String[] parts(String sessionId, CallerIdentity caller) {
		List<String> parts = new ArrayList<>(List.of("mcp-session", sessionId));
		parts.addAll(caller.parts());
		return parts.toArray(String[]::new);
	}

}
