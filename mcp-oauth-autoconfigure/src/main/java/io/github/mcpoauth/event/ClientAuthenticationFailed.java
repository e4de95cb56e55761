package io.github.mcpoauth.event;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A client was not let in at the token, revocation or introspection endpoint: it is not
 * known here, or could not prove that it is who it says (RFC 6749 section 5.2).
 *
 * @param client who it says it is, which nobody has proven; {@code null} if it says
 * nothing
 */
public record ClientAuthenticationFailed(@Nullable Client client) implements OAuthEvent {

	/**
	 * Makes the event of a request.
	 * @param clientId who it says it is from, or {@code null}
	 * @return the event
	 */
	public static ClientAuthenticationFailed of(@Nullable String clientId) {
		return new ClientAuthenticationFailed((clientId != null) ? new Client(clientId, null) : null);
	}

	@Override
	public Map<String, Object> details() {
		return Details.of(this.client).toMap();
	}

}
