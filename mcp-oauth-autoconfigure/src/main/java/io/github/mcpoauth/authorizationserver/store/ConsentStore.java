package io.github.mcpoauth.authorizationserver.store;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.store.Expiring;

/**
 * Keeps remembered consents, which it can't read. Thread-safe, and shared by all
 * instances of an application: a consent that was removed on one is gone on all of them
 * at once.
 */
public interface ConsentStore extends Expiring {

	/**
	 * Finds a consent.
	 * @param id its identifier
	 * @return what was saved last, or {@code null} if there is none or it has expired
	 * @throws StoreUnavailableException if the store can't be reached
	 */
	@Nullable StoredConsent find(String id);

	/**
	 * Finds what a person has consented to.
	 * @param principalName the person
	 * @return the consents that have not expired, in no particular order
	 * @throws StoreUnavailableException if the store can't be reached
	 */
	List<StoredConsent> findByPrincipalName(String principalName);

	/**
	 * Saves a consent, in place of one with the same identifier.
	 * @param consent the consent
	 * @throws StoreUnavailableException if the store can't be reached
	 */
	void save(StoredConsent consent);

	/**
	 * Removes a consent, if there is one.
	 * @param id its identifier
	 * @throws StoreUnavailableException if the store can't be reached
	 */
	void remove(String id);

	/**
	 * Removes what anybody has consented to for a client.
	 * @param clientHash the hash that its consents were saved with
	 * @throws StoreUnavailableException if the store can't be reached
	 */
	void removeByClientHash(String clientHash);

}
