package io.github.mcpoauth.autoconfigure;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.jose.KeyRing;

/**
 * The keys of {@code mcp.oauth.secret}, wrapped: keys are nothing to be injected
 * elsewhere.
 *
 * @param keyRing the keys
 * @param random whether there is no secret, and the keys go with the process
 */
record SecretKeys(KeyRing keyRing, boolean random) {

	static SecretKeys of(@Nullable KeyRing configured) {
		return new SecretKeys((configured != null) ? configured : KeyRing.random(), configured == null);
	}

}
