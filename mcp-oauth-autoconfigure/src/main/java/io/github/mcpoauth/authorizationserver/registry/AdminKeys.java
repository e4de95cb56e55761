package io.github.mcpoauth.authorizationserver.registry;

import java.util.Collection;
import java.util.List;

import io.github.mcpoauth.core.Sha256;

/**
 * The keys of who may change the registry. Known by their hashes, and compared in
 * constant time. Immutable.
 */
public final class AdminKeys {

	private final List<String> hashes;

	/**
	 * Collects the keys.
	 * @param keys those that are accepted, several for rotation; without any, none is
	 */
	public AdminKeys(Collection<String> keys) {
		this.hashes = keys.stream().map(Sha256::base64).toList();
	}

	boolean admit(String key) {
		return Sha256.matches(this.hashes, key);
	}

}
