package io.github.mcpoauth.event;

import java.util.Map;

/**
 * A client has deleted its registration (RFC 7592), and all that was granted to it has
 * ended.
 *
 * @param client the client
 */
public record ClientDeleted(Client client) implements OAuthEvent {

	@Override
	public Map<String, Object> details() {
		return Details.of(this.client).toMap();
	}

}
