package io.github.mcpoauth.resource;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;

import io.github.mcpoauth.scope.ScopeAuthorities;

/**
 * A caller that has shown an API key. The key is not in it.
 */
final class ApiKeyAuthentication extends AbstractAuthenticationToken {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient ApiKey key;

	private final String name;

	/**
	 * Makes an authenticated caller, with an authority {@code SCOPE_…} for each scope.
	 * @param key whom the key stands for
	 */
	ApiKeyAuthentication(ApiKey key) {
		super(key.scopes().stream().map(ScopeAuthorities::of).toList());
		this.key = key;
		this.name = key.name();
		setAuthenticated(true);
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public ApiKey getPrincipal() {
		return this.key;
	}

	@Override
	public @Nullable Object getCredentials() {
		return null;
	}

}
