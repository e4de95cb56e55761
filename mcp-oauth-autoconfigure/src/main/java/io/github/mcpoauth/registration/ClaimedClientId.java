package io.github.mcpoauth.registration;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.web.BasicCredentials;

/**
 * Who a request to the token endpoint or one like it says it is from, before anybody has
 * proven it.
 */
public final class ClaimedClientId {

	private ClaimedClientId() {
	}

	/**
	 * Reads the identifier from wherever a client may put it.
	 * @param request the request
	 * @return the identifier, or {@code null} if there is none or it can't be read
	 */
	public static @Nullable String of(HttpServletRequest request) {
		String clientId = request.getParameter("client_id");
		String assertion = request.getParameter("client_assertion");
		if (clientId != null) {
			return clientId;
		}
		return (assertion != null) ? ClientAssertions.claimedClientId(assertion)
				: BasicCredentials.claimedClientId(request);
	}

}
