package io.github.mcpoauth.web;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;

/**
 * Refuses what no OAuth endpoint can mean before the endpoint sees it, which would take
 * the first of two values, read parameters from the URL, or fail: a wrong method or
 * content type, repeated parameters or credentials, parameters that nobody can read,
 * token requests with a query.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-3.2">RFC 6749
 * section 3.2</a>
 */
public final class ProtocolRequestFilter extends OncePerRequestFilter {

	/** What servlet containers read of a form at most, unless they are told otherwise. */
	private static final int MAX_LENGTH = 2 * 1024 * 1024;

	private static final MessagePage MESSAGE = new MessagePage("This link does not work",
			"The request is not valid. Nothing has been shared.", "Go back to the application and connect again.");

	private final Map<String, ProtocolEndpoint> endpoints;

	/**
	 * Makes a filter that leaves all other paths alone.
	 * @param endpoints the endpoints by path below the context path
	 */
	public ProtocolRequestFilter(Map<String, ProtocolEndpoint> endpoints) {
		this.endpoints = Map.copyOf(endpoints);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		ProtocolEndpoint endpoint = this.endpoints.get(RequestPaths.of(request));
		if (endpoint == null) {
			chain.doFilter(request, response);
			return;
		}
		if (!endpoint.methods().contains(request.getMethod())) {
			response.setHeader(HttpHeaders.ALLOW, String.join(", ", endpoint.methods()));
			refuse(request, response, endpoint, HttpStatus.METHOD_NOT_ALLOWED, OAuthError.invalidRequest(Check.METHOD,
					"The method must be " + String.join(" or ", endpoint.methods())));
			return;
		}
		if (request.getContentLengthLong() > MAX_LENGTH) {
			refuse(request, response, endpoint, HttpStatus.CONTENT_TOO_LARGE,
					OAuthError.invalidRequest(Check.PARAMETERS, "The request has more than " + MAX_LENGTH + " bytes"));
			return;
		}
		OAuthError problem = problem(request, endpoint);
		if (problem != null) {
			refuse(request, response, endpoint, HttpStatus.BAD_REQUEST, problem);
			return;
		}
		chain.doFilter(request, response);
	}

	private static @Nullable OAuthError problem(HttpServletRequest request, ProtocolEndpoint endpoint) {
		boolean backChannel = endpoint.isBackChannel();
		if (backChannel && !isForm(request.getContentType())) {
			return OAuthError.invalidRequest(Check.CONTENT_TYPE,
					"The content type must be application/x-www-form-urlencoded");
		}
		if (backChannel && request.getQueryString() != null) {
			return OAuthError.invalidRequest(Check.PARAMETERS, "The parameters must be in the body");
		}
		if (backChannel && Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)).size() > 1) {
			return OAuthError.invalidRequest(Check.CLIENT_AUTHENTICATION,
					"The Authorization header must not be repeated");
		}
		if (!ReadableParameters.areIn(request)) {
			return OAuthError.invalidRequest(Check.PARAMETERS,
					"The parameters can't be read: they are not encoded properly, or too many");
		}
		boolean repeated = request.getParameterMap()
			.entrySet()
			.stream()
			.anyMatch((parameter) -> parameter.getValue().length > 1 && !endpoint.mayRepeat(parameter.getKey()));
		return repeated ? OAuthError.invalidRequest(Check.PARAMETERS, "A parameter must not be repeated") : null;
	}

	private static boolean isForm(@Nullable String contentType) {
		return contentType != null
				&& contentType.regionMatches(true, 0, MediaType.APPLICATION_FORM_URLENCODED_VALUE, 0, 33);
	}

	private static void refuse(HttpServletRequest request, HttpServletResponse response, ProtocolEndpoint endpoint,
			HttpStatus status, OAuthError error) throws IOException {
		if (endpoint.isPage()) {
			ProtocolError.write(request, response, status, error, MESSAGE);
		}
		else {
			JsonResponse.write(response, status, error);
		}
	}

}
