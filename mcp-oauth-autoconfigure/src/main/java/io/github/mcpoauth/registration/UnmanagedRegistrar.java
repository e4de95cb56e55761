package io.github.mcpoauth.registration;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Answers registrations that are kept elsewhere or not at all.
 */
final class UnmanagedRegistrar extends ClientRegistrar {

	private final ClientIdIssuer clientIds;

	UnmanagedRegistrar(ClientIdIssuer clientIds) {
		this.clientIds = clientIds;
	}

	@Override
	public Optional<ClientMetadata> find(String clientId) {
		return Optional.empty();
	}

	@Override
	IssuedClient register(ClientRegistrationRequest request) throws ClientRegistrationException {
		ClientRegistrationRequest registered = request.withoutSecret();
		ClientMetadata metadata = registered.client(ClientRegistrationRequest.now(Clock.systemUTC()), null);
		String clientId = this.clientIds.issue(metadata).orElseThrow(ClientRegistrationRequest::tooLong);
		Registration registration = new Registration(clientId, metadata.issuedAt(), null, registered.members(),
				List.of(), List.of(), null, 0);
		return new IssuedClient(registration, null, null);
	}

	@Override
	Optional<Registration> registration(String clientId) {
		return Optional.empty();
	}

}
