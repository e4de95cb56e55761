package io.github.mcpoauth.core;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The identifier of a protected resource, which is the public URL of the MCP endpoint,
 * the {@code resource} of RFC 9728 metadata and the audience of its access tokens.
 * Immutable.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8707#section-2">RFC 8707 section
 * 2</a>
 */
public final class ResourceIdentifier {

	private static final Pattern AMBIGUOUS = Pattern.compile("//|%2[ef]|%5c|%00|;|\\\\", Pattern.CASE_INSENSITIVE);

	private final String value;

	ResourceIdentifier(String value) {
		this.value = value;
	}

	/**
	 * The identifier of a resource that is somewhere else.
	 * @param url its public URL; scheme and host may be in upper case, and a trailing
	 * slash and the default port are dropped
	 * @return the identifier
	 * @throws IllegalArgumentException if that is no URL of a resource; the message says
	 * why
	 */
	public static ResourceIdentifier of(String url) {
		return PublicUrls.of(url).resource("/");
	}

	/**
	 * Tells whether an {@code aud} value names this resource. The form with one trailing
	 * slash is the same resource, since clients and identity providers add it on their
	 * own; anything else is compared character by character.
	 * @param audience the value of the claim
	 * @return whether the token is meant for this resource
	 */
	public boolean isAudience(String audience) {
		return audience.equals(this.value) || audience.equals(this.value + "/");
	}

	/**
	 * Tells whether a {@code resource} parameter names this resource. Scheme and host may
	 * come in upper case (RFC 3986 section 6.2.2.1); a fragment is never allowed.
	 * @param parameter the value of the parameter
	 * @return whether the client asks for a token for this resource
	 */
	public boolean isRequestedBy(String parameter) {
		try {
			URI uri = UriText.parse(parameter);
			return uri.getScheme() != null && uri.getHost() != null && uri.getRawFragment() == null
					&& uri.getRawUserInfo() == null && isAudience(canonical(uri));
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	/**
	 * Tells whether a URL is that of this resource, or below it.
	 * @param url an absolute URL; one with dot segments or encoded slashes is below
	 * nothing, since servers differ in what they mean
	 * @return whether it is
	 */
	public boolean isAbove(URI url) {
		String path = url.getRawPath();
		if (url.getHost() == null || url.getRawUserInfo() != null || path == null || !url.normalize().equals(url)
				|| AMBIGUOUS.matcher(path).find()) {
			return false;
		}
		try {
			String requested = PublicUrls.of(url.getScheme() + "://" + url.getRawAuthority()).origin() + path;
			return isAudience(requested) || requested.startsWith(this.value + "/");
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static String canonical(URI uri) {
		String authority = uri.getRawAuthority().toLowerCase(Locale.ROOT);
		String query = (uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "";
		return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + authority + uri.getRawPath() + query;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ResourceIdentifier identifier && this.value.equals(identifier.value);
	}

	@Override
	public int hashCode() {
		return this.value.hashCode();
	}

	@Override
	public String toString() {
		return this.value;
	}

}
