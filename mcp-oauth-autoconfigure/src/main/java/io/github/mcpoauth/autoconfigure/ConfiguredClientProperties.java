package io.github.mcpoauth.autoconfigure;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the clients of the embedded authorization server that act without a
 * login.
 *
 * @param clients Such clients, by their identifiers.
 */
@ConfigurationProperties("mcp.oauth.authorization-server")
record ConfiguredClientProperties(@DefaultValue Map<String, Client> clients) {

	/**
	 * A client. It has either secrets or keys.
	 *
	 * @param clientId Its identifier, where it has letters that a property can't have. By
	 * default the name of the property. Don't use the name of a user.
	 * @param clientName Its name for people.
	 * @param secretSha256 The SHA-256 hash of its secret, in hexadecimal digits. Several
	 * are for rotation.
	 * @param jwks Its public keys, as a JWK Set. It signs with the private ones
	 * (private_key_jwt), which nobody else ever sees.
	 * @param jwkSetUri The https URL of its public keys, at a public address.
	 * @param grantTypes What it may do. By default "client-credentials": get tokens for
	 * itself.
	 * @param scopes The scopes that it can be granted, and is granted when it asks for
	 * none.
	 * @param resources The MCP endpoints that its tokens can be for, by their public
	 * URLs, the one for requests that name none first. By default the first endpoint of
	 * this application.
	 */
	record Client(@Nullable String clientId, @Nullable String clientName, @DefaultValue List<String> secretSha256,
			@Nullable String jwks, @Nullable String jwkSetUri,
			@DefaultValue("client-credentials") List<GrantType> grantTypes, @DefaultValue List<String> scopes,
			@DefaultValue List<String> resources) {
	}

	/**
	 * What a client may do without a login.
	 */
	enum GrantType {

		/** Act for itself. */
		CLIENT_CREDENTIALS("client_credentials"),

		/** Act for users whom a trusted issuer vouches for. */
		JWT_BEARER("urn:ietf:params:oauth:grant-type:jwt-bearer");

		private final String parameter;

		GrantType(String parameter) {
			this.parameter = parameter;
		}

		/** The value of the {@code grant_type} parameter. */
		String parameter() {
			return this.parameter;
		}

	}

}
