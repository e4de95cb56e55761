package io.github.mcpoauth.autoconfigure;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the MCP servers elsewhere that the embedded authorization server issues
 * tokens for.
 *
 * @param adminKey Keys with which servers are added, listed and removed at
 * "/api/servers", each of at least 32 random characters. Several are for rotation.
 * Without any there is no such endpoint. Whoever has one can have users give tokens to
 * servers of its own.
 * @param servers Servers that are always there, by their identifiers.
 */
@ConfigurationProperties("mcp.oauth.server-registry")
record ServerRegistryProperties(@DefaultValue List<String> adminKey, @DefaultValue Map<String, Server> servers) {

	/**
	 * An MCP server.
	 *
	 * @param name Its name for people. By default its URL.
	 * @param resourceUrl Its public URL, which is also the audience of its tokens.
	 * @param scopes Scopes that clients may ask for there, and that a login asks for
	 * which names none.
	 * @param apiKeySha256 The SHA-256 hash, in hexadecimal digits, of the key that it
	 * introspects tokens with. Without one it has to verify JWTs by itself.
	 */
	record Server(@Nullable String name, @Nullable String resourceUrl, @DefaultValue List<String> scopes,
			@Nullable String apiKeySha256) {
	}

}
