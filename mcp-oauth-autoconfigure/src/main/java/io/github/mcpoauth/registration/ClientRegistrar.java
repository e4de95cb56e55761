package io.github.mcpoauth.registration;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Registers clients and finds them again, wherever the registrations are. Implementations
 * are thread-safe.
 */
public abstract class ClientRegistrar implements ClientActivity {

	ClientRegistrar() {
	}

	/**
	 * A registrar that keeps nothing, of clients that are known elsewhere: they have
	 * neither secrets nor a registration to come back to.
	 * @param clientIds gives identifiers to clients
	 * @return the registrar
	 */
	public static ClientRegistrar of(ClientIdIssuer clientIds) {
		return new UnmanagedRegistrar(clientIds);
	}

	/**
	 * Finds a client that registered here.
	 * @param clientId what it calls itself
	 * @return what is known of it, or empty if there is none or it has expired
	 */
	public abstract Optional<ClientMetadata> find(String clientId);

	/**
	 * Notes that a client got a token.
	 * @param clientId the identifier of any client, also one that did not register
	 */
	@Override
	public void used(String clientId) {
	}

	/** Registers a client. */
	abstract IssuedClient register(ClientRegistrationRequest request) throws ClientRegistrationException;

	/** Finds the registration of a client for the client itself. */
	abstract Optional<Registration> registration(String clientId);

	/** Whether registrations can be updated and deleted. */
	boolean isChangeable() {
		return false;
	}

	/**
	 * Replaces what a client registered.
	 * @param accessToken what the client authenticated with
	 * @return the client, or {@code null} if its registration was changed meanwhile
	 */
	@Nullable IssuedClient update(Registration registration, ClientRegistrationRequest request, String accessToken)
			throws ClientRegistrationException {
		throw new UnsupportedOperationException();
	}

	/**
	 * Deletes a registration. What was granted to the client ends after it.
	 * @return whether there was one still
	 */
	boolean delete(Registration registration) {
		throw new UnsupportedOperationException();
	}

	/** Ends all that was granted to a client that can't get anything new. */
	void endGrants(Registration deleted) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Confirms that a client has its current registration access token, so that the ones
	 * before need not be accepted any longer.
	 */
	void confirm(Registration registration, String accessToken) {
	}

}
