package io.github.mcpoauth.observability.doctor;

import java.net.URI;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The registration endpoint of a server that has one. What is registered here is deleted
 * when the server has been looked at, where the server lets a client do so.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7592#section-2.3">RFC 7592
 * section 2.3</a>
 */
final class RegistrationEndpoint {

	private final ServerView server;

	private final URI uri;

	RegistrationEndpoint(ServerView server) {
		this.server = server;
		this.uri = Objects.requireNonNull(server.endpoint("registration_endpoint"));
	}

	Sighting register(String client) {
		Sighting sighting = this.server.send("POST", this.uri,
				Map.of("Content-Type", "application/json", "Accept", "application/json"), client);
		Map<String, @Nullable Object> answer = sighting.json();
		if (answer != null) {
			forget(Members.uri(Members.text(answer.get("registration_client_uri"))),
					Members.text(answer.get("registration_access_token")));
		}
		return sighting;
	}

	/** At the same host only: a server could have the token sent to another. */
	private void forget(@Nullable URI client, @Nullable String token) {
		if (client != null && token != null && client.getHost().equals(this.uri.getHost())) {
			this.server
				.afterwards(() -> this.server.send("DELETE", client, Map.of("Authorization", "Bearer " + token), null));
		}
	}

}
