package io.github.mcpoauth.resource;

import java.util.Enumeration;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;

/**
 * Reads the token from the {@code Authorization} header, or an API key from the header
 * for those, and nothing from anywhere else. Two such headers are refused, because a
 * proxy may have looked at the other one.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6750#section-2">RFC 6750 section
 * 2</a>
 */
final class CredentialsConverter implements AuthenticationConverter {

	private final WebAuthenticationDetailsSource details = new WebAuthenticationDetailsSource();

	private final @Nullable String apiKeyHeader;

	/**
	 * Makes a converter.
	 * @param apiKeyHeader the header for API keys, or {@code null} if there is none
	 */
	CredentialsConverter(@Nullable String apiKeyHeader) {
		this.apiKeyHeader = apiKeyHeader;
	}

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		BearerTokenAuthenticationToken token = token(request);
		if (token != null) {
			token.setDetails(this.details.buildDetails(request));
		}
		return token;
	}

	private @Nullable BearerTokenAuthenticationToken token(HttpServletRequest request) {
		String key = (this.apiKeyHeader != null) ? only(this.apiKeyHeader, request) : null;
		String authorization = only(HttpHeaders.AUTHORIZATION, request);
		if (key != null && authorization != null) {
			throw new OAuth2AuthenticationException(
					BearerTokenErrors.invalidRequest("The request has an API key and other credentials as well"));
		}
		if (key != null) {
			return key.isBlank() ? null : new ApiKeyToken(key.strip());
		}
		String token = (authorization != null) ? BearerCredentials.token(authorization) : null;
		return (token != null) ? new BearerTokenAuthenticationToken(token) : null;
	}

	private static @Nullable String only(String name, HttpServletRequest request) {
		Enumeration<String> values = request.getHeaders(name);
		String first = values.hasMoreElements() ? values.nextElement() : null;
		if (values.hasMoreElements()) {
			throw new OAuth2AuthenticationException(
					BearerTokenErrors.invalidRequest("The request has more than one " + name + " header"));
		}
		return first;
	}

}
