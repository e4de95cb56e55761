package io.github.mcpoauth.jose;

/**
 * What a sealed value is for. The purpose is authenticated with the value, so one kind
 * never opens as another.
 */
public enum SealPurpose {

	/** A client identifier that is the registration itself. */
	CLIENT("client"),

	/** An authorization request that waits for a person's consent. */
	CONSENT("consent"),

	/** The state of an authorization request at the identity provider. */
	STATE("state"),

	/** An authorization code. */
	CODE("code"),

	/** A refresh token. */
	REFRESH("refresh"),

	/** An authorization in a store. */
	AUTHORIZATION("authorization"),

	/** A registration of a client in a store. */
	REGISTRATION("registration"),

	/** A consent that is remembered in a store. */
	APPROVAL("approval"),

	/** An MCP server of the registry in a store. */
	MCP_SERVER("mcp-server"),

	/** A user's tokens of an identity provider in a store. */
	UPSTREAM_TOKENS("upstream-tokens");

	private final String label;

	SealPurpose(String label) {
		this.label = label;
	}

	String label() {
		return this.label;
	}

}
