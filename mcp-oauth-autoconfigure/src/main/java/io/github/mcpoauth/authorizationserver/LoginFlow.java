package io.github.mcpoauth.authorizationserver;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

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
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.web.CheckHeaderFilter;
import io.github.mcpoauth.web.HtmlPage;
import io.github.mcpoauth.web.JsonResponse;
import io.github.mcpoauth.web.MessagePage;
import io.github.mcpoauth.web.ObservedResponse;
import io.github.mcpoauth.web.Redirect;
import io.github.mcpoauth.web.RequestPaths;

/**
 * The way from an authorization request, or the account page, to the login page and back.
 * Every redirect goes to the configured base URL; the platform's handlers would build
 * them from the {@code Host} header of the request.
 */
final class LoginFlow implements AuthenticationEntryPoint, AuthenticationSuccessHandler, AuthenticationFailureHandler {

	private static final MessagePage SIGNED_IN = new MessagePage("You are signed in",
			"There is nothing to approve at the moment.", "Go back to the application and connect again.");

	private static final Set<String> PAGES = Set.of(EndpointPaths.AUTHORIZE, EndpointPaths.CONSENT,
			EndpointPaths.ACCOUNT);

	private static final HtmlPage CONTINUE = HtmlPage.of(LoginFlow.class, "continue.mustache");

	private final PublicUrls urls;

	private final boolean remembers;

	private final String start;

	private final HttpSessionRequestCache requestCache = new HttpSessionRequestCache();

	/**
	 * Makes the way.
	 * @param urls where this application is reached
	 * @param logins with one provider only and no users of its own, there is nothing to
	 * choose, and so no page to choose on
	 * @param remembers whether a login may lead to a client without a question
	 */
	LoginFlow(PublicUrls urls, AuthorizationServerComponents.Logins logins, boolean remembers) {
		this.urls = urls;
		this.remembers = remembers;
		FederatedLogins federated = logins.federated();
		boolean onlyOne = federated != null && !logins.local() && federated.choices().size() == 1;
		this.start = urls
			.endpoint((federated != null && onlyOne) ? federated.choices().get(0).path() : EndpointPaths.LOGIN);
		this.requestCache
			.setRequestMatcher(new OrRequestMatcher(page(EndpointPaths.AUTHORIZE), page(EndpointPaths.ACCOUNT)));
	}

	private static RequestMatcher page(String path) {
		return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, path);
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
		if (PAGES.contains(path)) {
			Redirect.send(request, response, this.start);
		}
		else {
			JsonResponse.write(response, HttpStatus.UNAUTHORIZED, OAuthError.invalidClient(Check.CLIENT_AUTHENTICATION,
					"The client_id is missing, or the client can't authenticate this way"));
		}
	}

	@Override
	public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
			Authentication authentication) throws IOException {
		DefaultSavedRequest interrupted = (this.requestCache.getRequest(request,
				response) instanceof DefaultSavedRequest saved) ? saved : null;
		String target = (interrupted != null) ? target(interrupted) : null;
		if (interrupted != null && target != null) {
			this.requestCache.removeRequest(request, response);
			if (this.remembers && DirectNavigation.resume(request, interrupted)) {
				// The browser may be led on to the client. As a redirect that would still
				// be part of the form, whose targets are this server's only
				CONTINUE.write(response, HttpStatus.OK, Map.of("title", "You are signed in", "refresh", target));
			}
			else {
				Redirect.send(request, response, target);
			}
		}
		else {
			SIGNED_IN.write(response, HttpStatus.OK, null);
		}
	}

	private @Nullable String target(DefaultSavedRequest interrupted) {
		String uri = interrupted.getRequestURI();
		if (uri != null && uri.endsWith(EndpointPaths.ACCOUNT)) {
			return this.urls.endpoint(EndpointPaths.ACCOUNT);
		}
		String query = interrupted.getQueryString();
		return (query != null) ? this.urls.endpoint(EndpointPaths.AUTHORIZE) + "?" + query : null;
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException exception) {
		ObservedResponse.refused(response, "access_denied");
		CheckHeaderFilter.refused(response, Check.USER);
		Redirect.send(request, response, this.urls.endpoint(EndpointPaths.LOGIN) + "?" + LoginEndpoint.FAILED);
	}

}
