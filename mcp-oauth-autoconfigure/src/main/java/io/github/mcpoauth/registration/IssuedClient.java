package io.github.mcpoauth.registration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.event.ClientRegistered;
import io.github.mcpoauth.event.ClientUpdated;
import io.github.mcpoauth.event.OAuthEvent;

/**
 * A registration with what the client is told but nobody keeps.
 *
 * @param registration the registration
 * @param secret the client's secret, or {@code null} if there is none or it was told
 * before
 * @param accessToken the registration access token, or {@code null} if there is none
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7592#section-3">RFC 7592 section
 * 3</a>
 */
record IssuedClient(Registration registration, @Nullable String secret, @Nullable String accessToken) {

	/**
	 * The client information response. Members without a value are left out: clients trip
	 * over {@code null}.
	 * @param clientUri where a client finds its registration, by its identifier
	 */
	Map<String, Object> response(UnaryOperator<String> clientUri) {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("client_id", this.registration.clientId());
		members.put("client_id_issued_at", this.registration.issuedAt().getEpochSecond());
		if (this.secret != null) {
			members.put("client_secret", this.secret);
		}
		if (this.registration.isConfidential()) {
			members.put("client_secret_expires_at",
					(this.registration.expiresAt() != null) ? this.registration.expiresAt().getEpochSecond() : 0);
		}
		if (this.accessToken != null) {
			members.put("registration_access_token", this.accessToken);
			members.put("registration_client_uri", clientUri.apply(this.registration.clientId()));
		}
		members.putAll(this.registration.metadata());
		return members;
	}

	ClientRegistered registered() {
		ClientMetadata client = this.registration.client();
		return new ClientRegistered(named(client), hosts(client), client.isConfidential());
	}

	ClientUpdated updated() {
		ClientMetadata client = this.registration.client();
		return new ClientUpdated(named(client), hosts(client), client.isConfidential());
	}

	private OAuthEvent.Client named(ClientMetadata client) {
		return new OAuthEvent.Client(this.registration.clientId(), client.clientName());
	}

	private static List<String> hosts(ClientMetadata client) {
		return client.redirectUris().stream().map(RedirectUri::destination).distinct().toList();
	}

	/** Without what only the client may know. */
	@Override
	public String toString() {
		return "IssuedClient[" + this.registration + "]";
	}

}
