package io.github.mcpoauth.resource;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Whom an API key stands for, without the key. Immutable.
 *
 * @param name the name of its holder, such as a script; the name of the caller
 * @param scopes what the holder may do
 * @param expiresAt from when on the key is refused; {@code null} for never
 */
public record ApiKey(String name, Set<String> scopes, @Nullable Instant expiresAt) {

	public ApiKey {
		scopes = Set.copyOf(scopes);
	}

	/**
	 * A key that never expires.
	 * @param name the name of its holder
	 * @param scopes what the holder may do
	 */
	public ApiKey(String name, Set<String> scopes) {
		this(name, scopes, null);
	}

}
