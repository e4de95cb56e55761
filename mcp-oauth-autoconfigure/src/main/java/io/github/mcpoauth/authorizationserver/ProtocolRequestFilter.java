package io.github.mcpoauth.authorizationserver;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.web.JsonResponse;
import io.github.mcpoauth.web.MessagePage;
import io.github.mcpoauth.web.ProtocolError;
import io.github.mcpoauth.web.RequestPaths;

/**
 * Refuses what no OAuth endpoint can mean before the platform sees it, which would take
 * the first of two values, read parameters from the URL, or fail with a 500: a wrong
 * method or content type, repeated parameters, token requests with a query.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-3.2">RFC 6749
 * section 3.2</a>
 */
final class ProtocolRequestFilter extends OncePerRequestFilter {

	private static final MessagePage MESSAGE = new MessagePage("This link does not work",
			"The request is not valid. Nothing has been shared.", "Go back to the application and connect again.");

	private static final Set<String> PAGES = Set.of(EndpointPaths.AUTHORIZE, EndpointPaths.CONSENT,
			EndpointPaths.LOGIN);

	private static final Map<String, List<String>> METHODS = Map.of(EndpointPaths.AUTHORIZE, List.of("GET", "POST"),
			EndpointPaths.TOKEN, List.of("POST"), EndpointPaths.REVOKE, List.of("POST"), EndpointPaths.JWKS,
			List.of("GET"), EndpointPaths.CONSENT, List.of("GET"), EndpointPaths.LOGIN, List.of("GET", "POST"));

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String path = RequestPaths.of(request);
		List<String> methods = METHODS.get(path);
		if (methods != null && !methods.contains(request.getMethod())) {
			response.setHeader(HttpHeaders.ALLOW, String.join(", ", methods));
			refuse(request, response, HttpStatus.METHOD_NOT_ALLOWED,
					"The method must be " + String.join(" or ", methods));
			return;
		}
		String problem = problem(request, path);
		if (problem != null) {
			refuse(request, response, HttpStatus.BAD_REQUEST, problem);
			return;
		}
		chain.doFilter(request, response);
	}

	private static @Nullable String problem(HttpServletRequest request, String path) {
		boolean back = path.equals(EndpointPaths.TOKEN) || path.equals(EndpointPaths.REVOKE);
		if (back && !isForm(request.getContentType())) {
			return "The content type must be application/x-www-form-urlencoded";
		}
		if (back && request.getQueryString() != null) {
			return "The parameters must be in the body";
		}
		if (back || path.equals(EndpointPaths.AUTHORIZE)) {
			return repeatedParameter(request);
		}
		return null;
	}

	private static boolean isForm(@Nullable String contentType) {
		return contentType != null
				&& contentType.regionMatches(true, 0, MediaType.APPLICATION_FORM_URLENCODED_VALUE, 0, 33);
	}

	private static @Nullable String repeatedParameter(HttpServletRequest request) {
		for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
			boolean mayRepeat = parameter.getKey().equals(ResourceIndicators.PARAMETER)
					|| isConsentScope(request, parameter);
			if (parameter.getValue().length > 1 && !mayRepeat) {
				return "A parameter must not be repeated";
			}
		}
		return null;
	}

	/** The form of the consent page has one field for each scope. */
	private static boolean isConsentScope(HttpServletRequest request, Map.Entry<String, String[]> parameter) {
		return parameter.getKey().equals("scope") && request.getParameter("decision") != null;
	}

	private static void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status,
			String description) throws IOException {
		OAuthError error = OAuthError.invalidRequest(description);
		if (PAGES.contains(RequestPaths.of(request))) {
			ProtocolError.write(request, response, status, error, MESSAGE);
		}
		else {
			JsonResponse.write(response, status, error);
		}
	}

}
