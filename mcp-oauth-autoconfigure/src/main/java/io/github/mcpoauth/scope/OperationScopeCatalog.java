package io.github.mcpoauth.scope;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * A catalog with the scopes that operations need besides: what a server can ask a client
 * for, a client has to be able to get. Thread-safe if its parts are.
 */
public final class OperationScopeCatalog implements ScopeCatalog, SmartInitializingSingleton {

	private final ScopeCatalog catalog;

	private final Iterable<OperationScopes> operations;

	private volatile boolean complete;

	private volatile @Nullable List<OperationScopes> found;

	/**
	 * Makes a catalog of another.
	 * @param catalog the scopes that are known otherwise
	 * @param operations looked up each time, for beans that are not there yet, until all
	 * are there; what is found is asked each time
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
		operations().forEach((operations) -> supported.addAll(operations.known()));
		return supported;
	}

	/** A lookup of beans takes longer than all else that a request asks of a catalog. */
	private Iterable<OperationScopes> operations() {
		List<OperationScopes> known = this.found;
		if (known != null) {
			return known;
		}
		if (!this.complete) {
			return this.operations;
		}
		List<OperationScopes> all = new ArrayList<>();
		this.operations.forEach(all::add);
		this.found = all;
		return all;
	}

	/**
	 * Says that all beans are there.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		this.complete = true;
	}

	@Override
	public @Nullable String describe(String scope) {
		return this.catalog.describe(scope);
	}

}
