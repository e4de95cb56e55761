package io.github.mcpoauth.scope;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Scopes;

/**
 * Scopes that are known when the application starts. Immutable.
 */
public final class FixedScopeCatalog implements ScopeCatalog {

	private final Scopes required;

	private final Scopes requestedAtLogin;

	private final Scopes supported;

	private final Map<String, String> descriptions;

	/**
	 * Makes a catalog.
	 * @param required the scopes of {@link #required()}
	 * @param optionalAtLogin what {@link #requestedAtLogin()} has besides
	 * @param descriptions what scopes allow; each key is a supported scope
	 * @param optional further supported scopes
	 * @throws IllegalArgumentException if a scope is not a scope token
	 */
	public FixedScopeCatalog(Scopes required, Scopes optionalAtLogin, Scopes optional,
			Map<String, String> descriptions) {
		this.required = required;
		this.requestedAtLogin = required.plus(optionalAtLogin);
		this.supported = this.requestedAtLogin.plus(optional).plus(Scopes.of(descriptions.keySet()));
		this.descriptions = Map.copyOf(descriptions);
	}

	@Override
	public Set<String> required() {
		return this.required.asSet();
	}

	@Override
	public Set<String> requestedAtLogin() {
		return this.requestedAtLogin.asSet();
	}

	@Override
	public Set<String> supported() {
		return this.supported.asSet();
	}

	@Override
	public @Nullable String describe(String scope) {
		return this.descriptions.get(scope);
	}

}
