package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the access tokens of the embedded authorization server.
 *
 * @param tokenFormat Which form access tokens have. A "jwt" can be verified by whoever
 * has the public key, without asking, so one that is revoked is still good elsewhere. An
 * "opaque" one says nothing and has to be looked up, here in the store, elsewhere by
 * introspection.
 * @param opaqueTokenPrefix How opaque tokens start, so that they can be told from others,
 * also by tools that look for leaked secrets. When it changes, those that are out are not
 * accepted any more, and clients refresh.
 */
@ConfigurationProperties("mcp.oauth.authorization-server")
record AccessTokenProperties(@DefaultValue("jwt") AccessTokenFormat tokenFormat,
		@DefaultValue("mat_") String opaqueTokenPrefix) {

	/**
	 * Which form access tokens have.
	 */
	enum AccessTokenFormat {

		/** Signed (RFC 9068). */
		JWT,

		/** References to what is in the store. */
		OPAQUE

	}

}
