package io.github.mcpoauth.authorizationserver.store;

import io.github.mcpoauth.core.Sha256;

/**
 * What stands for a token that only its holder knows: the platform wants a value for each
 * token of an authorization, and a store has only hashes.
 */
final class MaskedValue {

	private static final String PREFIX = "sha-256:";

	private MaskedValue() {
	}

	static String of(String hash) {
		return PREFIX + hash;
	}

	/**
	 * The hash of a value, masked or not. Values are made here, so none of them starts
	 * with the prefix by itself.
	 */
	static String hash(String value) {
		return value.startsWith(PREFIX) ? value.substring(PREFIX.length()) : Sha256.base64(value);
	}

}
