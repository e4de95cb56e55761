package io.github.mcpoauth.registration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.mcpoauth.core.UriText;

/**
 * A client identifier that is the URL of the client's own metadata. It is compared as a
 * string and never normalised, so it may have none of what parsers read in different
 * ways. Stricter than the draft, it has no query, and a path other than {@code /}.
 * Immutable.
 *
 * @see <a href=
 * "https://datatracker.ietf.org/doc/html/draft-ietf-oauth-client-id-metadata-document-00#section-3">Client
 * ID Metadata Document section 3</a>
 */
public final class ClientIdUrl {

	private static final String PREFIX = "https://";

	private static final int MAX_LENGTH = 500;

	private final String value;

	private final URI uri;

	private ClientIdUrl(String value, URI uri) {
		this.value = value;
		this.uri = uri;
	}

	/**
	 * Tells whether an identifier means a document. Identifiers that are issued here
	 * never begin so.
	 * @param clientId what a client calls itself
	 * @return whether it has to be a URL by the rules of {@link #parse}
	 */
	public static boolean isMeantBy(String clientId) {
		return clientId.startsWith(PREFIX);
	}

	/**
	 * The host that vouches for a client.
	 * @param clientId the identifier of a client that is known here
	 * @return the host, with its port if it has one, or empty if nobody does
	 */
	public static Optional<String> hostOf(String clientId) {
		return isMeantBy(clientId) ? Optional.of(URI.create(clientId).getRawAuthority().toLowerCase(Locale.ROOT))
				: Optional.empty();
	}

	/**
	 * Reads an identifier.
	 * @param value what a client calls itself
	 * @return the URL
	 * @throws IllegalArgumentException if it is none; the message says why and does not
	 * repeat the value
	 */
	public static ClientIdUrl parse(String value) {
		check(isMeantBy(value), "does not start with " + PREFIX);
		check(value.length() <= MAX_LENGTH, "is longer than " + MAX_LENGTH + " characters");
		// java.net.URI lets other Unicode characters pass
		check(value.chars().allMatch((c) -> c > 0x20 && c < 0x7f), "has a character that is not printable ASCII");
		URI uri;
		try {
			uri = UriText.parse(value);
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException("is not a URL");
		}
		check(uri.getRawUserInfo() == null, "has user information");
		check(uri.getRawFragment() == null, "has a fragment");
		check(uri.getRawQuery() == null, "has a query");
		String host = uri.getHost();
		check(host != null && !host.endsWith(".") && host.indexOf('%') < 0, "has no valid host");
		check(uri.getPort() <= 65535 && uri.getPort() != 0 && !uri.getRawAuthority().endsWith(":"),
				"has no valid port");
		check(uri.getRawPath().length() > 1, "has no path");
		check(!hasDotSegment(uri.getRawPath()), "has a path with a '.' or '..' segment");
		return new ClientIdUrl(value, uri);
	}

	/**
	 * Also where the dot, or a slash beside it, is percent-encoded: somebody on the way
	 * may decode it.
	 */
	private static boolean hasDotSegment(String path) {
		String decoded = path.replaceAll("(?i)%2e", ".").replaceAll("(?i)%2f|%5c", "/");
		return Stream.of(decoded.split("/")).anyMatch((segment) -> segment.equals(".") || segment.equals(".."));
	}

	private static void check(boolean condition, String problem) {
		if (!condition) {
			throw new IllegalArgumentException(problem);
		}
	}

	/** Where the document is. */
	URI uri() {
		return this.uri;
	}

	/** The host in lower case, without a port. */
	String host() {
		return this.uri.getHost().toLowerCase(Locale.ROOT);
	}

	/** Whether another URL has the same scheme, host and port. */
	boolean hasOriginOf(URI other) {
		return "https".equals(other.getScheme()) && host().equalsIgnoreCase(other.getHost())
				&& port(this.uri) == port(other);
	}

	private static int port(URI uri) {
		return (uri.getPort() != -1) ? uri.getPort() : 443;
	}

	/**
	 * The identifier as the client wrote it.
	 * @return the URL
	 */
	@Override
	public String toString() {
		return this.value;
	}

}
