package io.github.mcpoauth.autoconfigure;

import java.util.Base64;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Keys in properties, which are known by their hashes.
 */
final class KeyHash {

	private static final String FIX = "Make a key with 'openssl rand -hex 32', give it to its holder, and set the "
			+ "property to the output of: printf %s \"$KEY\" | sha256sum";

	private KeyHash() {
	}

	/**
	 * Reads a hash.
	 * @param property its full name
	 * @param sha256 its value
	 * @return the hash as {@code core.Sha256} writes it
	 */
	static String base64(String property, @Nullable String sha256) {
		return Base64.getEncoder().encodeToString(parse(property, sha256));
	}

	/**
	 * Reads a hash.
	 * @param property its full name
	 * @param sha256 its value
	 * @return the 32 bytes
	 */
	static byte[] parse(String property, @Nullable String sha256) {
		if (!StringUtils.hasText(sha256)) {
			throw new McpOAuthConfigurationException(property, null, "a key is known by its hash", FIX);
		}
		if (!sha256.strip().matches("[0-9a-fA-F]{64}")) {
			throw new McpOAuthConfigurationException(property, "(" + sha256.length() + " characters)",
					"it is no SHA-256 hash in hexadecimal digits", FIX);
		}
		return HexFormat.of().parseHex(sha256.strip());
	}

}
