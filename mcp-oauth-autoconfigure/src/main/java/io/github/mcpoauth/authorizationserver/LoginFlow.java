package io.github.mcpoauth.authorizationserver;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.web.JsonResponse;
import io.github.mcpoauth.web.MessagePage;
import io.github.mcpoauth.web.RequestPaths;

/**
 * The way from an authorization request to the login page and back. Every redirect goes
 * to the configured base URL; the platform's handlers would build them from the
 * {@code Host} header of the request.
 */
final class LoginFlow implements AuthenticationEntryPoint, AuthenticationSuccessHandler, AuthenticationFailureHandler {

	private static final MessagePage SIGNED_IN = new MessagePage("You are signed in",
			"There is nothing to approve at the moment.", "Go back to the application and connect again.");

	private final PublicUrls urls;

	private final String start;

	private final HttpSessionRequestCache requestCache = new HttpSessionRequestCache();

	/**
	 * Makes the way.
	 * @param urls where this application is reached
	 * @param logins with one provider only and no users of its own, there is nothing to
	 * choose, and so no page to choose on
	 */
	LoginFlow(PublicUrls urls, AuthorizationServerComponents.Logins logins) {
		this.urls = urls;
		FederatedLogins federated = logins.federated();
		boolean onlyOne = federated != null && !logins.local() && federated.choices().size() == 1;
		this.start = urls
			.endpoint((federated != null && onlyOne) ? federated.choices().get(0).path() : EndpointPaths.LOGIN);
		this.requestCache.setRequestMatcher(
				PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, EndpointPaths.AUTHORIZE));
	}

	RequestCache requestCache() {
		return this.requestCache;
	}

	/**
	 * Sends people to the login page, and tells programs that they have not said who they
	 * are.
	 */
	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
			throws IOException {
		String path = RequestPaths.of(request);
		if (path.equals(EndpointPaths.AUTHORIZE) || path.equals(EndpointPaths.CONSENT)) {
			redirect(request, response, this.start);
		}
		else {
			JsonResponse.write(response, HttpStatus.UNAUTHORIZED,
					OAuthError.invalidClient("The client_id is missing, or the client can't authenticate this way"));
		}
	}

	@Override
	public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
			Authentication authentication) throws IOException {
		SavedRequest interrupted = this.requestCache.getRequest(request, response);
		if (interrupted instanceof DefaultSavedRequest saved && saved.getQueryString() != null) {
			this.requestCache.removeRequest(request, response);
			redirect(request, response, this.urls.endpoint(EndpointPaths.AUTHORIZE) + "?" + saved.getQueryString());
		}
		else {
			SIGNED_IN.write(response, HttpStatus.OK, null);
		}
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException exception) {
		redirect(request, response, this.urls.endpoint(EndpointPaths.LOGIN) + "?" + LoginEndpoint.FAILED);
	}

	private static void redirect(HttpServletRequest request, HttpServletResponse response, String location) {
		HttpStatus status = HttpMethod.POST.matches(request.getMethod()) ? HttpStatus.SEE_OTHER : HttpStatus.FOUND;
		response.setStatus(status.value());
		response.setHeader(HttpHeaders.LOCATION, location);
	}

}
