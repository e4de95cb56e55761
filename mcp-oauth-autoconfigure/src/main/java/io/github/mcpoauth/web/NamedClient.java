package io.github.mcpoauth.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The client that a request names. Nobody has checked that it is that client: whatever is
 * counted for it has to be counted for the address as well, or everybody could lock out
 * every client, and one user of a client all others.
 */
final class NamedClient {

	private NamedClient() {
	}

	/**
	 * The client of a request.
	 * @param request the request, whose form may be read
	 * @return its identifier as it was sent, or {@code null} if the request names none
	 */
	static @Nullable String of(HttpServletRequest request) {
		String basic = BasicCredentials.claimedClientId(request);
		return (basic != null) ? basic : ReadableParameters.get(request, "client_id");
	}

}
