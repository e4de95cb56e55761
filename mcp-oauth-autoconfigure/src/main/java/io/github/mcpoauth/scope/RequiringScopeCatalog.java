package io.github.mcpoauth.scope;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Scopes;

/**
 * A catalog with other required scopes, for one resource of several. Thread-safe if the
 * catalog is.
 */
public final class RequiringScopeCatalog implements ScopeCatalog {

	private final ScopeCatalog catalog;

	private final Scopes required;

	private final Scopes requestedAtLogin;

	/**
	 * Makes a catalog of another.
	 * @param catalog all scopes and what they allow
	 * @param required the scopes of {@link #required()}
	 * @param optionalAtLogin what {@link #requestedAtLogin()} has besides
	 */
	public RequiringScopeCatalog(ScopeCatalog catalog, Scopes required, Scopes optionalAtLogin) {
		this.catalog = catalog;
		this.required = required;
		this.requestedAtLogin = required.plus(optionalAtLogin);
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
		Set<String> supported = new LinkedHashSet<>(requestedAtLogin());
		supported.addAll(this.catalog.supported());
		return supported;
	}

	@Override
	public @Nullable String describe(String scope) {
		return this.catalog.describe(scope);
	}

}
