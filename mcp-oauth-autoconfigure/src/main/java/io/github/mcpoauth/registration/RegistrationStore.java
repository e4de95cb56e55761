package io.github.mcpoauth.registration;

import java.time.Instant;
import java.util.Optional;

import io.github.mcpoauth.store.StoreUnavailableException;

/**
 * Keeps registrations. Each method is atomic, also between instances that share the
 * store. The number of registrations is bounded: a flood of them pushes out what was
 * never used, and clients that people use last. Implementations are thread-safe, and
 * throw a {@link StoreUnavailableException} from any method while they are out of reach.
 */
public interface RegistrationStore {

	/**
	 * Keeps a new registration, and forgets others if there is no room: the oldest of
	 * those never used, or if all were used, the one that was longest not.
	 * @param registration the registration, of version 0 and never used
	 * @throws IllegalStateException if there is one with this client identifier
	 */
	void insert(Registration registration);

	/**
	 * Finds a registration.
	 * @param clientId the identifier, or anything else that somebody sent in its place
	 * @return the registration; one that has expired may or may not be found
	 */
	Optional<Registration> find(String clientId);

	/**
	 * Replaces a registration, all but when it was last used.
	 * @param registration the registration with its new version
	 * @param expectedVersion the version that it replaces
	 * @return whether that was the version in the store; if not, nothing was changed
	 */
	boolean replace(Registration registration, long expectedVersion);

	/**
	 * Forgets a registration.
	 * @param clientId the identifier
	 * @return whether there was one: of two that delete it, one is told so
	 */
	boolean delete(String clientId);

	/**
	 * Notes that a client got a token, which keeps it from being forgotten as one that
	 * was never used. The version stays. Nothing happens if there is no such client.
	 * @param clientId the identifier
	 * @param usedAt when, not before the last time
	 */
	void touch(String clientId, Instant usedAt);

	/**
	 * Forgets what has expired, and what was never used since it was registered.
	 * @param now the time
	 * @param unusedSince clients that registered before, and never got a token, go
	 * @param limit how many to forget at most
	 * @return how many there were
	 */
	int evict(Instant now, Instant unusedSince, int limit);

}
