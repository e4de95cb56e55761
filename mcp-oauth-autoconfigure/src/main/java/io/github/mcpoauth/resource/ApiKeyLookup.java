package io.github.mcpoauth.resource;

import org.jspecify.annotations.Nullable;

/**
 * Knows API keys. A bean of this type adds keys to those of {@code mcp.oauth.api-keys};
 * several are asked in their order. Implementations are thread-safe.
 * <p>
 * It is called for each request with a key, so it has to be fast. Keep a SHA-256 hash of
 * each key and look that up. A slow password hash such as bcrypt is wrong here: it makes
 * up for passwords that can be guessed, which a key of 256 random bits can't, and at some
 * 80 ms for each call it lets a few callers occupy all processors.
 */
@FunctionalInterface
public interface ApiKeyLookup {

	/**
	 * Finds a key.
	 * @param key what the caller sent: anything, of a stranger. It is secret, so it
	 * belongs into no log
	 * @return whom it stands for, or {@code null} if it is not known. Whether it has
	 * expired is checked by the caller
	 */
	@Nullable ApiKey find(String key);

}
