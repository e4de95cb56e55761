package io.github.mcpoauth.authorizationserver.store;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.store.Expiring;

/**
 * Keeps users' tokens of identity providers, which it can't read. Thread-safe, and shared
 * by all instances of an application. A change names the revision that it is a change of,
 * so that of two at once one succeeds: a refresh token that the provider replaces must
 * not be used twice.
 */
public interface UpstreamTokenStore extends Expiring {

	/**
	 * Finds tokens.
	 * @param id their identifier
	 * @return what was saved last, or {@code null} if there is nothing or it has expired
	 * @throws io.github.mcpoauth.store.StoreUnavailableException if the store can't be
	 * reached
	 */
	@Nullable StoredUpstreamTokens find(String id);

	/**
	 * Saves tokens.
	 * @param tokens the tokens
	 * @param replaced the revision that was read before, or {@code null} if there was
	 * nothing
	 * @return whether they were saved; not if something else is there by now, or nothing
	 * any more
	 * @throws io.github.mcpoauth.store.StoreUnavailableException if the store can't be
	 * reached
	 */
	boolean save(StoredUpstreamTokens tokens, @Nullable String replaced);

	/**
	 * Removes tokens.
	 * @param id their identifier
	 * @param revision which ones, or {@code null} for any
	 * @return whether they were there
	 * @throws io.github.mcpoauth.store.StoreUnavailableException if the store can't be
	 * reached
	 */
	boolean remove(String id, @Nullable String revision);

}
