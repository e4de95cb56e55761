package io.github.mcpoauth.authorizationserver.store;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.store.Expiring;
import io.github.mcpoauth.store.StoreUnavailableException;

/**
 * Keeps authorizations, which it can't read. Each has any number of token hashes by which
 * it is found; a hash belongs to one authorization for as long as that exists.
 * Thread-safe, and so that of several instances that change the same version of an
 * authorization one succeeds.
 */
public interface AuthorizationStore extends Expiring {

	/**
	 * Finds an authorization.
	 * @param id its identifier
	 * @return what was saved last, or {@code null} if there is none or it has expired
	 * @throws StoreUnavailableException if the store can't be reached
	 */
	@Nullable StoredAuthorization findById(String id);

	/**
	 * Finds the authorization of a token.
	 * @param tokenHash the hash of a token
	 * @return what was saved last, or {@code null} if there is none or it has expired
	 * @throws StoreUnavailableException if the store can't be reached
	 */
	@Nullable StoredAuthorization findByTokenHash(String tokenHash);

	/**
	 * Finds what a person has granted.
	 * @param principalName the person
	 * @return the authorizations that have not expired, in no particular order
	 * @throws StoreUnavailableException if the store can't be reached
	 */
	List<StoredAuthorization> findByPrincipalName(String principalName);

	/**
	 * Finds what was granted to a client.
	 * @param clientHash the hash that its authorizations were saved with
	 * @return the authorizations that have not expired, in no particular order
	 * @throws StoreUnavailableException if the store can't be reached
	 */
	List<StoredAuthorization> findByClientHash(String clientHash);

	/**
	 * Saves an authorization, all of it or nothing.
	 * @param authorization the authorization, with the version that follows the stored
	 * one
	 * @param added hashes by which it is found from now on
	 * @param removed hashes by which it is not found any more
	 * @return whether it was saved; {@code false} if the stored version is another, or if
	 * it is not new and there is none
	 * @throws StoreUnavailableException if the store can't be reached
	 */
	boolean save(StoredAuthorization authorization, Set<String> added, Set<String> removed);

	/**
	 * Removes an authorization, if there is one.
	 * @param id its identifier
	 * @throws StoreUnavailableException if the store can't be reached
	 */
	void remove(String id);

}
