package io.github.mcpoauth.observability.doctor;

import java.net.URI;
import java.util.List;

/**
 * Where clients look for metadata.
 */
final class WellKnown {

	private static final String RESOURCE = "/.well-known/oauth-protected-resource";

	private static final String SERVER = "/.well-known/oauth-authorization-server";

	private static final String OPENID = "/.well-known/openid-configuration";

	private WellKnown() {
	}

	/**
	 * Where the metadata of a resource with this path is (RFC 9728 section 3.1).
	 */
	static URI ofResource(URI resource) {
		return inserted(resource, RESOURCE);
	}

	/**
	 * Where clients look next, and the only place where some of them do.
	 */
	static URI ofResourceAtRoot(URI resource) {
		return resource.resolve(RESOURCE);
	}

	/**
	 * Where the metadata of an authorization server may be, in the order of the MCP
	 * specification.
	 */
	static List<URI> ofServer(URI issuer) {
		URI inserted = inserted(issuer, SERVER);
		return path(issuer).isEmpty() ? List.of(inserted, issuer.resolve(OPENID))
				: List.of(inserted, inserted(issuer, OPENID), issuer.resolve(path(issuer) + OPENID));
	}

	private static URI inserted(URI uri, String wellKnown) {
		return uri.resolve(wellKnown + path(uri));
	}

	/** Without a slash at the end (RFC 8414 section 3.1). */
	private static String path(URI uri) {
		String path = (uri.getRawPath() != null) ? uri.getRawPath() : "";
		return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
	}

}
