package io.github.mcpoauth.autoconfigure;

import java.util.regex.Pattern;

import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;

import io.github.mcpoauth.autoconfigure.AccessTokenProperties.AccessTokenFormat;

/**
 * Maps the properties of access tokens, and refuses values that can't be meant.
 */
record AccessTokenPropertiesMapper(AccessTokenProperties properties) {

	/** RFC 6750 section 2.1, without the dots of JWTs. */
	private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_~+-]{1,32}");

	OAuth2TokenFormat asFormat() {
		return isOpaque() ? OAuth2TokenFormat.REFERENCE : OAuth2TokenFormat.SELF_CONTAINED;
	}

	boolean isOpaque() {
		return this.properties.tokenFormat() == AccessTokenFormat.OPAQUE;
	}

	String asOpaqueTokenPrefix() {
		String prefix = this.properties.opaqueTokenPrefix();
		if (!PREFIX.matcher(prefix).matches()) {
			throw new McpOAuthConfigurationException("mcp.oauth.authorization-server.opaque-token-prefix", prefix,
					"tokens could not be told from others by it, or not be sent in a header",
					"Write one to 32 letters, digits, or characters of -_~+, such as mat_");
		}
		return prefix;
	}

}
