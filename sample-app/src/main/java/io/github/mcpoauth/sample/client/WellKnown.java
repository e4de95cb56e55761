package io.github.mcpoauth.sample.client;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where metadata is looked for, in the order of the MCP specification.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9728.html#section-3.1">RFC 9728 section
 * 3.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8414.html#section-3.1">RFC 8414 section
 * 3.1</a>
 */
final class WellKnown {

	private static final String RESOURCE = "oauth-protected-resource";

	private static final String SERVER = "oauth-authorization-server";

	private static final String OPENID = "openid-configuration";

	private WellKnown() {
	}

	static Set<URI> ofResource(URI resource) {
		return distinct(inserted(resource, RESOURCE), resource.resolve("/.well-known/" + RESOURCE));
	}

	static Set<URI> ofServer(URI issuer) {
		return distinct(inserted(issuer, SERVER), inserted(issuer, OPENID), appended(issuer, OPENID));
	}

	private static URI inserted(URI base, String name) {
		return base.resolve("/.well-known/" + name + path(base));
	}

	private static URI appended(URI base, String name) {
		return base.resolve(path(base) + "/.well-known/" + name);
	}

	private static String path(URI base) {
		return (base.getRawPath() != null) ? base.getRawPath().replaceFirst("/$", "") : "";
	}

	private static Set<URI> distinct(URI... locations) {
		return new LinkedHashSet<>(List.of(locations));
	}

}
