package io.github.mcpoauth.resource;

import java.util.Collection;
import java.util.List;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

import io.github.mcpoauth.scope.ScopeAuthorities;

/**
 * Gives every accepted caller scopes besides those of the token, for issuers at which
 * nobody can define scopes. Thread-safe.
 */
public final class GrantingVerifier implements AccessTokenVerifier {

	private final AccessTokenVerifier delegate;

	private final List<GrantedAuthority> granted;

	/**
	 * Makes a verifier.
	 * @param delegate verifies the token
	 * @param scopes what every caller may do whose token is valid
	 */
	public GrantingVerifier(AccessTokenVerifier delegate, Collection<String> scopes) {
		this.delegate = delegate;
		this.granted = scopes.stream().map(ScopeAuthorities::of).toList();
	}

	@Override
	public Authentication verify(BearerTokenAuthenticationToken token) {
		Authentication caller = this.delegate.verify(token);
		return caller.toBuilder().authorities((authorities) -> authorities.addAll(this.granted)).build();
	}

}
