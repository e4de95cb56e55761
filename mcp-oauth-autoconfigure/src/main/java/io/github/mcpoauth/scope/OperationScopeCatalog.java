package io.github.mcpoauth.scope;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A catalog with the scopes that operations need besides: what a server can ask a client
 * for, a client has to be able to get. Thread-safe if its parts are.
 */
public final class OperationScopeCatalog implements ScopeCatalog {

	private final ScopeCatalog catalog;

	private final Iterable<OperationScopes> operations;

	/**
	 * Makes a catalog of another.
	 * @param catalog the scopes that are known otherwise
	 * @param operations asked each time, for beans that are not there yet
	 */
	public OperationScopeCatalog(ScopeCatalog catalog, Iterable<OperationScopes> operations) {
		this.catalog = catalog;
		this.operations = operations;
	}

	@Override
	public Set<String> required() {
		return this.catalog.required();
	}

	@Override
	public Set<String> requestedAtLogin() {
		return this.catalog.requestedAtLogin();
	}

	@Override
	public Set<String> supported() {
		Set<String> supported = new LinkedHashSet<>(this.catalog.supported());
		this.operations.forEach((operations) -> supported.addAll(operations.known()));
		return supported;
	}

	@Override
	public @Nullable String describe(String scope) {
		return this.catalog.describe(scope);
	}

}
