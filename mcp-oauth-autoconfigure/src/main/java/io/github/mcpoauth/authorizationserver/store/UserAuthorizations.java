package io.github.mcpoauth.authorizationserver.store;

import java.util.List;

import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;

/**
 * Implemented by an {@code OAuth2AuthorizationService} that can find authorizations by
 * who granted them, which the platform's interface can't. Thread-safe.
 */
public interface UserAuthorizations {

	/**
	 * Finds what a person has granted, and what waits for that person's consent.
	 * @param principalName the person
	 * @return the authorizations that have not expired, without values of tokens, in no
	 * particular order
	 * @throws StoreUnavailableException if the store can't be reached
	 */
	List<OAuth2Authorization> findByPrincipalName(String principalName);

	/**
	 * Ends an authorization: its code and its refresh token are unknown from then on, its
	 * access token is revoked, and so is one that a client gets while this happens.
	 * @param authorization the authorization; nothing happens if it is gone
	 * @throws StoreUnavailableException if the store can't be reached; then it may be
	 * tried again
	 */
	void end(OAuth2Authorization authorization);

}
