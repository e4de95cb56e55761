package io.github.mcpoauth.authorizationserver.store;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * Adds to authorizations on the way to a store, and finds them as they are there.
 * Subclasses are thread-safe.
 */
public abstract class CompletedAuthorizations implements OAuth2AuthorizationService {

	private final OAuth2AuthorizationService delegate;

	/**
	 * Adds on the way to a store.
	 * @param delegate the store
	 */
	protected CompletedAuthorizations(OAuth2AuthorizationService delegate) {
		this.delegate = delegate;
	}

	/**
	 * The authorization to save in place of this one.
	 * @param authorization what is to be saved
	 * @return the same or, with more in it, another one
	 */
	protected abstract OAuth2Authorization complete(OAuth2Authorization authorization);

	@Override
	public final void save(OAuth2Authorization authorization) {
		this.delegate.save(complete(authorization));
	}

	@Override
	public final void remove(OAuth2Authorization authorization) {
		this.delegate.remove(authorization);
	}

	@Override
	public final @Nullable OAuth2Authorization findById(String id) {
		return this.delegate.findById(id);
	}

	@Override
	public final @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType tokenType) {
		return this.delegate.findByToken(token, tokenType);
	}

}
