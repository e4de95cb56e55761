package io.github.mcpoauth.registration;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.mcpoauth.core.RedirectUri;

/**
 * Where an unknown client may have authorization codes sent: to an {@code https} URL, to
 * the user's own machine, to an application that owns its scheme by a domain name (RFC
 * 8252 section 7.1), or to one whose scheme is allowed by name. Immutable.
 * <p>
 * A scheme without a domain name is anybody's to claim on the user's machine, so each
 * allowed one is a decision; those that run or read content in a browser can't be
 * allowed.
 */
public final class RedirectUriPolicy {

	private static final Set<String> NEVER = Set.of("javascript", "data", "vbscript", "file", "blob", "about",
			"filesystem", "view-source", "ws", "wss", "ftp", "mailto", "tel", "urn", "http", "https");

	private final Set<String> privateUseSchemes;

	/**
	 * Makes a policy.
	 * @param privateUseSchemes allowed schemes that have no domain name, such as
	 * {@code cursor}
	 * @throws IllegalArgumentException if one of them is no scheme, or must not be
	 * allowed
	 */
	public RedirectUriPolicy(Collection<String> privateUseSchemes) {
		this.privateUseSchemes = privateUseSchemes.stream()
			.map((scheme) -> scheme.toLowerCase(Locale.ROOT))
			.collect(Collectors.toUnmodifiableSet());
		for (String scheme : this.privateUseSchemes) {
			if (!scheme.matches("[a-z][a-z0-9+.-]*") || NEVER.contains(scheme)) {
				throw new IllegalArgumentException(scheme);
			}
		}
	}

	/**
	 * The allowed schemes that have no domain name.
	 * @return the schemes in lower case
	 */
	public Set<String> privateUseSchemes() {
		return this.privateUseSchemes;
	}

	/**
	 * Reads a redirect URI and decides on it.
	 * @param value the URI as the client wrote it
	 * @return the redirect URI
	 * @throws IllegalArgumentException if it must not be registered; the message says why
	 * and does not repeat the value
	 */
	public RedirectUri parse(String value) {
		RedirectUri redirectUri = RedirectUri.parse(value);
		String scheme = redirectUri.scheme();
		boolean allowed = switch (scheme) {
			case "https" -> true;
			case "http" -> redirectUri.isLoopback();
			default -> this.privateUseSchemes.contains(scheme) || scheme.contains(".");
		};
		if (!allowed) {
			throw new IllegalArgumentException(scheme.equals("http")
					? "uses http for a host other than localhost, 127.0.0.1 or [::1]; use https"
					: "has a scheme that is not allowed here; use https, a loopback address or a reverse domain name");
		}
		return redirectUri;
	}

}
