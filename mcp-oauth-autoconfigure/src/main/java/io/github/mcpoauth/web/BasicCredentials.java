package io.github.mcpoauth.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * What a client authenticates with by HTTP Basic. Both parts are decoded as OAuth wants
 * it, so that one client has one identifier, however it is spelled. Immutable.
 *
 * @param clientId the identifier of the client
 * @param secret its secret
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-2.3.1">RFC 6749
 * section 2.3.1</a>
 */
public record BasicCredentials(String clientId, String secret) {

	private static final String SCHEME = "Basic ";

	/**
	 * Reads the header of a request.
	 * @param request the request
	 * @return the credentials, or {@code null} if there are none, or of another scheme
	 * @throws IllegalArgumentException if they can't be read
	 */
	public static @Nullable BasicCredentials of(HttpServletRequest request) {
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			return null;
		}
		byte[] decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
		String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
		if (parts.length != 2) {
			throw new IllegalArgumentException("there is no colon between the identifier and the secret");
		}
		return new BasicCredentials(URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
				URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
	}

	/**
	 * Who the header of a request says it is from, before anybody has proven it.
	 * @param request the request
	 * @return the identifier, or {@code null} if there is none or it can't be read
	 */
	public static @Nullable String claimedClientId(HttpServletRequest request) {
		try {
			BasicCredentials credentials = of(request);
			return (credentials != null) ? credentials.clientId() : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Does not show the secret.
	 */
	@Override
	public String toString() {
		return "BasicCredentials[clientId=" + this.clientId + "]";
	}

}
