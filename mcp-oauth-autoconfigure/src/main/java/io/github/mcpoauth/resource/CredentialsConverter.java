package io.github.mcpoauth.resource;

import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
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

	private final BearerTokenResolver bearer = new DefaultBearerTokenResolver();

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
		List<String> keys = headers(request, this.apiKeyHeader);
		List<String> authorizations = headers(request, HttpHeaders.AUTHORIZATION);
		if (keys.size() + authorizations.size() > 1) {
			throw new OAuth2AuthenticationException(BearerTokenErrors
				.invalidRequest(keys.isEmpty() ? "The request has more than one Authorization header"
						: "The request has an API key and other credentials as well"));
		}
		if (!keys.isEmpty()) {
			return keys.get(0).isBlank() ? null : new ApiKeyToken(keys.get(0).strip());
		}
		String token = this.bearer.resolve(request);
		return (token != null && !token.isBlank()) ? new BearerTokenAuthenticationToken(token) : null;
	}

	private static List<String> headers(HttpServletRequest request, @Nullable String name) {
		return (name != null) ? Collections.list(request.getHeaders(name)) : List.of();
	}

}
