package io.github.mcpoauth.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.jose.KeyedHash;

/**
 * Registers clients without keeping anything: the identifier is the registration, and the
 * secret and the registration access token are derived from it. So a registration can be
 * read, and neither changed nor deleted.
 */
public final class StatelessRegistrar extends ClientRegistrar {

	private static final String SECRET = "client_secret";

	private static final String ACCESS_TOKEN = "registration_access_token";

	private final StatelessClientIds clientIds;

	private final KeyedHash derivation;

	private final Duration timeToLive;

	private final Clock clock;

	/**
	 * Makes a registrar.
	 * @param clientIds makes and reads identifiers
	 * @param derivation makes secrets and tokens from them
	 * @param timeToLive how long a registration is known, or zero for ever
	 * @param clock tells what has expired
	 */
	public StatelessRegistrar(StatelessClientIds clientIds, KeyedHash derivation, Duration timeToLive, Clock clock) {
		this.clientIds = clientIds;
		this.derivation = derivation;
		this.timeToLive = timeToLive;
		this.clock = clock;
	}

	@Override
	public Optional<ClientMetadata> find(String clientId) {
		return this.clientIds.resolve(clientId).filter(this::isAlive).map((client) -> withSecret(clientId, client));
	}

	private boolean isAlive(ClientMetadata client) {
		Instant end = ClientRegistrationRequest.end(client.issuedAt(), this.timeToLive);
		return end == null || this.clock.instant().isBefore(end);
	}

	private ClientMetadata withSecret(String clientId, ClientMetadata client) {
		return (client.secret() != null)
				? client.with(new ClientSecret(client.secret().method(), hashes(SECRET, clientId))) : client;
	}

	private List<String> hashes(String kind, String clientId) {
		return this.derivation.allOf(kind, clientId).stream().map(Sha256::base64).toList();
	}

	@Override
	IssuedClient register(ClientRegistrationRequest request) throws ClientRegistrationException {
		// The hash of the secret is not known before the identifier, nor is it part of it
		ClientSecret secret = request.isConfidential() ? new ClientSecret(request.authMethod(), List.of()) : null;
		ClientMetadata client = request.client(ClientRegistrationRequest.now(this.clock), secret);
		String clientId = this.clientIds.issue(client).orElseThrow(ClientRegistrationRequest::tooLong);
		return new IssuedClient(registration(clientId, withSecret(clientId, client), request.members()),
				(secret != null) ? this.derivation.of(SECRET, clientId) : null,
				this.derivation.of(ACCESS_TOKEN, clientId));
	}

	@Override
	Optional<Registration> registration(String clientId) {
		return find(clientId).map((client) -> registration(clientId, client, members(client)));
	}

	private Registration registration(String clientId, ClientMetadata client, Map<String, Object> members) {
		@Nullable ClientSecret secret = client.secret();
		return new Registration(clientId, client.issuedAt(),
				ClientRegistrationRequest.end(client.issuedAt(), this.timeToLive), members,
				(secret != null) ? secret.hashes() : List.of(), hashes(ACCESS_TOKEN, clientId), null, 0);
	}

	/** What the identifier holds of what was registered. */
	private static Map<String, Object> members(ClientMetadata client) {
		Map<String, Object> members = new LinkedHashMap<>();
		if (client.clientName() != null) {
			members.put("client_name", client.clientName());
		}
		members.put("redirect_uris", client.redirectUris().stream().map(RedirectUri::toString).toList());
		members.put("grant_types",
				client.refreshable() ? List.of("authorization_code", "refresh_token") : List.of("authorization_code"));
		members.put("response_types", List.of("code"));
		members.put(Registration.AUTH_METHOD, (client.secret() != null) ? client.secret().method() : "none");
		return members;
	}

}
