package io.github.mcpoauth.resource;

import java.security.MessageDigest;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Sha256;

/**
 * API keys of which only the SHA-256 hashes are known. All hashes are compared, and each
 * in constant time, so that the time tells nothing about which is close. Immutable.
 */
public final class HashedApiKeys implements ApiKeyLookup {

	private final List<Entry> entries;

	/**
	 * Takes keys.
	 * @param entries the keys
	 */
	public HashedApiKeys(List<Entry> entries) {
		this.entries = List.copyOf(entries);
	}

	@Override
	public @Nullable ApiKey find(String key) {
		byte[] hash = Sha256.of(key);
		ApiKey found = null;
		for (Entry entry : this.entries) {
			if (MessageDigest.isEqual(entry.sha256, hash)) {
				found = entry.key;
			}
		}
		return found;
	}

	/**
	 * A key and its hash.
	 */
	public static final class Entry {

		private final byte[] sha256;

		private final ApiKey key;

		/**
		 * Makes an entry.
		 * @param sha256 the SHA-256 hash of the key's UTF-8 bytes
		 * @param key whom it stands for
		 */
		public Entry(byte[] sha256, ApiKey key) {
			this.sha256 = sha256.clone();
			this.key = key;
		}

	}

}
