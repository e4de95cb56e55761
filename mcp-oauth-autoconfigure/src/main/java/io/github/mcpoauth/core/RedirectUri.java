package io.github.mcpoauth.core;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A redirect URI that every party reads alike: absolute, hierarchical, printable ASCII,
 * without fragment and user information. Whether it may be registered is another
 * question, see the redirect URI policy. Immutable.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-3.1.2">RFC 6749
 * section 3.1.2</a>
 */
public final class RedirectUri {

	private static final int MAX_LENGTH = 2048;

	private final String value;

	private final URI uri;

	private final boolean loopback;

	private RedirectUri(String value, URI uri) {
		this.value = value;
		this.uri = uri;
		this.loopback = "http".equals(scheme()) && LoopbackHosts.contains(uri.getHost());
	}

	/**
	 * Reads a redirect URI.
	 * @param value the URI as the client wrote it
	 * @return the redirect URI
	 * @throws IllegalArgumentException if the value is none; the message says why and
	 * does not repeat the value
	 */
	public static RedirectUri parse(String value) {
		check(value.length() <= MAX_LENGTH, "is longer than " + MAX_LENGTH + " characters");
		// java.net.URI lets other Unicode characters pass, which browsers map to ASCII
		check(value.chars().allMatch((c) -> c > 0x20 && c < 0x7f), "has a character that is not printable ASCII");
		URI uri;
		try {
			uri = UriText.parse(value);
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException("is not a URI");
		}
		check(uri.isAbsolute(), "is not an absolute URI");
		check(uri.getHost() != null || (!uri.isOpaque() && !uri.getRawPath().isEmpty()), "has neither host nor path");
		check(uri.getRawFragment() == null, "has a fragment");
		check(uri.getRawUserInfo() == null, "has user information");
		if (uri.getScheme().toLowerCase(Locale.ROOT).matches("https?")) {
			// An IPv6 zone means something on one machine only, and browsers know none
			check(uri.getHost() != null && uri.getHost().indexOf('%') < 0, "has no valid host");
			check(!LoopbackHosts.isDisguisedAddress(uri.getHost()), "has a host that is a number in disguise");
			check(uri.getPort() <= 65535, "has a port above 65535");
		}
		return new RedirectUri(value, uri);
	}

	private static void check(boolean condition, String problem) {
		if (!condition) {
			throw new IllegalArgumentException(problem);
		}
	}

	/**
	 * The scheme.
	 * @return the scheme in lower case
	 */
	public String scheme() {
		return this.uri.getScheme().toLowerCase(Locale.ROOT);
	}

	/**
	 * Where the authorization code goes, for people to read.
	 * @return the host with its port if it has one, or the scheme for an application's
	 * own scheme
	 */
	public String destination() {
		boolean web = scheme().matches("https?");
		return web ? this.uri.getRawAuthority().toLowerCase(Locale.ROOT) : scheme() + ":";
	}

	/**
	 * Whether this is an {@code http} URI of the user's own machine.
	 * @return whether the port is the client's to choose at each request
	 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8252#section-7.3">RFC 8252
	 * section 7.3</a>
	 */
	public boolean isLoopback() {
		return this.loopback;
	}

	/**
	 * Tells whether this registered URI covers the one of a request: equal character by
	 * character, but for the port of a loopback URI.
	 * @param requested the URI of the authorization request
	 * @return whether the request may be answered there
	 * @see <a href=
	 * "https://datatracker.ietf.org/doc/html/draft-ietf-oauth-v2-1-13#section-8.4.2">OAuth
	 * 2.1 section 8.4.2</a>
	 */
	public boolean matches(RedirectUri requested) {
		if (this.loopback && requested.loopback) {
			return withoutPort().equals(requested.withoutPort());
		}
		return this.value.equals(requested.value);
	}

	/**
	 * Tells whether a code may be sent there.
	 * @param requested the redirect URI of an authorization request
	 * @param registered the redirect URIs of the client
	 * @return whether a registered URI covers it; nothing covers what can't be parsed
	 */
	public static boolean isCovered(String requested, Stream<RedirectUri> registered) {
		try {
			RedirectUri redirectUri = parse(requested);
			return registered.anyMatch((uri) -> uri.matches(redirectUri));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private String withoutPort() {
		String schemeAndSlashes = this.uri.getScheme() + "://";
		int afterAuthority = schemeAndSlashes.length() + this.uri.getRawAuthority().length();
		return schemeAndSlashes + this.uri.getHost() + this.value.substring(afterAuthority);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof RedirectUri redirectUri && this.value.equals(redirectUri.value);
	}

	@Override
	public int hashCode() {
		return this.value.hashCode();
	}

	/**
	 * The URI as the client wrote it.
	 * @return the URI
	 */
	@Override
	public String toString() {
		return this.value;
	}

}
