package io.github.mcpoauth.authorizationserver.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;

import io.github.mcpoauth.core.Sha256;

/**
 * The keys of who may change the registry. Known by their hashes, and compared in
 * constant time. Immutable.
 */
public final class AdminKeys {

	private final List<byte[]> hashes;

	/**
	 * Collects the keys.
	 * @param keys those that are accepted, several for rotation; without any, none is
	 */
	public AdminKeys(Collection<String> keys) {
		this.hashes = keys.stream().map(AdminKeys::hash).toList();
	}

	private static byte[] hash(String key) {
		return Sha256.base64(key).getBytes(StandardCharsets.US_ASCII);
	}

	boolean admit(String key) {
		byte[] given = hash(key);
		boolean admitted = false;
		for (byte[] hash : this.hashes) {
			admitted |= MessageDigest.isEqual(hash, given);
		}
		return admitted;
	}

}
