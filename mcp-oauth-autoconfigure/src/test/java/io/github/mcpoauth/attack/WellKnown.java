package io.github.mcpoauth.attack;

import java.util.List;

import io.github.mcpoauth.support.Deployment;

/**
 * Where the well-known documents of a server are.
 */
final class WellKnown {

	static final String RESOURCE = "/.well-known/oauth-protected-resource";

	static final String SERVER = "/.well-known/oauth-authorization-server";

	private WellKnown() {
	}

	/** The paths of all that there are. */
	static List<String> documents(Deployment deployment) {
		return (deployment == Deployment.RESOURCE_SERVER) ? List.of(RESOURCE, RESOURCE + "/mcp")
				: List.of(RESOURCE, RESOURCE + "/mcp", SERVER, "/.well-known/openid-configuration");
	}

}
