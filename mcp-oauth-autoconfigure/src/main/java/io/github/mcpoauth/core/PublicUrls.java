package io.github.mcpoauth.core;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Every absolute URL that this application tells to anybody, computed from the one base
 * URL that is configured. Nothing is ever derived from a request, so a forged
 * {@code Host} or {@code X-Forwarded-*} header can't change a document, a challenge or a
 * redirect. Immutable.
 */
public final class PublicUrls {

	private static final String PROTECTED_RESOURCE = "/.well-known/oauth-protected-resource";

	private static final String AUTHORIZATION_SERVER = "/.well-known/oauth-authorization-server";

	private static final String OPENID_CONFIGURATION = "/.well-known/openid-configuration";

	private final String origin;

	private final String basePath;

	private final boolean loopback;

	private PublicUrls(String origin, String basePath, boolean loopback) {
		this.origin = origin;
		this.basePath = basePath;
		this.loopback = loopback;
	}

	/**
	 * Computes the URLs from the base URL.
	 * @param baseUrl where clients reach this application: {@code http} or {@code https},
	 * a host, and the context path if there is one. Surrounding white space and a
	 * trailing slash are dropped, scheme and host are lower-cased, a default port is
	 * dropped.
	 * @return the URLs
	 * @throws IllegalArgumentException if the base URL is none; the message says why
	 */
	public static PublicUrls of(String baseUrl) {
		URI uri = parse(baseUrl.strip());
		String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
		String host = uri.getHost().toLowerCase(Locale.ROOT);
		boolean defaultPort = uri.getPort() == -1 || uri.getPort() == ("https".equals(scheme) ? 443 : 80);
		String origin = scheme + "://" + host + (defaultPort ? "" : ":" + uri.getPort());
		String path = uri.getRawPath();
		return new PublicUrls(origin, path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
				LoopbackHosts.contains(host));
	}

	private static URI parse(String baseUrl) {
		URI uri;
		try {
			uri = UriText.parse(baseUrl);
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException("it is not a URL");
		}
		if (uri.getScheme() == null || !uri.getScheme().toLowerCase(Locale.ROOT).matches("https?")) {
			throw new IllegalArgumentException("it does not start with https:// or http://");
		}
		if (uri.getHost() == null || uri.getRawUserInfo() != null) {
			throw new IllegalArgumentException("it has no host, or more than a host and a port");
		}
		if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
			throw new IllegalArgumentException("it has a query or a fragment");
		}
		if (!uri.normalize().equals(uri) || uri.getRawPath().contains("//")) {
			throw new IllegalArgumentException("its path has empty, '.' or '..' segments");
		}
		return uri;
	}

	/**
	 * The issuer identifier of this application's own authorization server metadata.
	 * @return the base URL without a trailing slash
	 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8414#section-2">RFC 8414
	 * section 2</a>
	 */
	public String issuer() {
		return this.origin + this.basePath;
	}

	/**
	 * The scheme, host and port that clients see.
	 * @return the origin, in the form of RFC 6454 section 6.2
	 */
	public String origin() {
		return this.origin;
	}

	/**
	 * Where a path of this application is reached.
	 * @param path a path below the context path, with its leading slash
	 * @return the absolute URL
	 */
	public String endpoint(String path) {
		return issuer() + path;
	}

	/**
	 * The identifier of the resource at a path.
	 * @param path a path below the context path, with its leading slash
	 * @return the identifier; for {@code /} the one without a trailing slash
	 */
	public ResourceIdentifier resource(String path) {
		return new ResourceIdentifier(issuer() + (path.equals("/") ? "" : path));
	}

	/**
	 * Where the metadata of the resource at a path is found, for the challenge. The
	 * well-known path belongs between host and path (RFC 9728 section 3.1). With a
	 * context path that place is outside of this application, so the URL below the
	 * context path is named instead, which RFC 9728 section 5.1 allows.
	 * @param path a path below the context path, with its leading slash
	 * @return the absolute URL
	 */
	public String protectedResourceMetadata(String path) {
		return endpoint(PROTECTED_RESOURCE + suffix(path));
	}

	/**
	 * The paths below the context path at which the metadata of the resource is served:
	 * the path-inserted one, the root, and what a proxy that strips the context path
	 * passes on.
	 * @param path a path below the context path, with its leading slash
	 * @return exact paths
	 */
	public Set<String> protectedResourceMetadataPaths(String path) {
		return withInserted(PROTECTED_RESOURCE, suffix(path), this.basePath + suffix(path));
	}

	/**
	 * The paths below the context path at which the RFC 8414 document is served.
	 * @return exact paths
	 */
	public Set<String> authorizationServerMetadataPaths() {
		return withInserted(AUTHORIZATION_SERVER, this.basePath);
	}

	/**
	 * The paths below the context path at which clients look for the same document by the
	 * rules of OpenID Connect Discovery.
	 * @return exact paths
	 */
	public Set<String> openidConfigurationPaths() {
		return withInserted(OPENID_CONFIGURATION, this.basePath);
	}

	private static Set<String> withInserted(String wellKnown, String... suffixes) {
		Set<String> paths = new LinkedHashSet<>();
		paths.add(wellKnown);
		for (String suffix : suffixes) {
			paths.add(wellKnown + suffix);
		}
		return paths;
	}

	private static String suffix(String path) {
		return path.equals("/") ? "" : path;
	}

	/**
	 * Whether clients reach this application on their own machine only.
	 * @return whether the host is a loopback host
	 */
	public boolean isLoopback() {
		return this.loopback;
	}

	/**
	 * Whether what clients send can't be read on the way.
	 * @return whether the scheme is https, or the traffic never leaves the machine
	 */
	public boolean isSecure() {
		return this.loopback || this.origin.startsWith("https:");
	}

	@Override
	public String toString() {
		return issuer();
	}

}
