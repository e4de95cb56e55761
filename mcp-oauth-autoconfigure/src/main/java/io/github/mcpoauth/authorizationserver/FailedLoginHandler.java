package io.github.mcpoauth.authorizationserver;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.savedrequest.RequestCache;

import io.github.mcpoauth.consent.FormTargets;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.web.CheckHeaderFilter;
import io.github.mcpoauth.web.HtmlPage;
import io.github.mcpoauth.web.MessagePage;
import io.github.mcpoauth.web.ObservedResponse;
import io.github.mcpoauth.web.ProtocolError;
import io.github.mcpoauth.web.RefusedClient;

/**
 * Tells a person that a login at an identity provider came to nothing. It may be tried
 * again, or the client be told: that is the person's to decide, for nobody has approved
 * of the client yet, and a redirect without a click would be anybody's.
 */
final class FailedLoginHandler implements AuthenticationFailureHandler {

	private static final HtmlPage PAGE = HtmlPage.of(FailedLoginHandler.class, "login-failed.mustache");

	private static final MessagePage STRANGE = new MessagePage("This login can't go on",
			"It has expired, was finished already, or was begun in another browser.",
			"Go back to the application and connect again.");

	private final PublicUrls urls;

	private final RegisteredClientRepository clients;

	private final RequestCache requestCache;

	FailedLoginHandler(PublicUrls urls, RegisteredClientRepository clients, RequestCache requestCache) {
		this.urls = urls;
		this.clients = clients;
		this.requestCache = requestCache;
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException exception) throws IOException {
		FailedLoginException failure = (FailedLoginException) exception;
		if (failure.error().code().equals("invalid_request")) {
			ProtocolError.write(request, response, HttpStatus.BAD_REQUEST, failure.error(), STRANGE);
			return;
		}
		ObservedResponse.refused(response, failure.error().code());
		CheckHeaderFilter.refused(response, failure.error().check());
		HttpStatus status = status(failure.error());
		if (status == HttpStatus.SERVICE_UNAVAILABLE) {
			response.setHeader(HttpHeaders.RETRY_AFTER, RefusedClient.RETRY_AFTER);
		}
		InterruptedRequest waiting = InterruptedRequest.find(this.clients, this.requestCache, request, response);
		PAGE.write(response, status, model(failure, waiting, request),
				(waiting != null) ? FormTargets.of(waiting.redirectUri(), List.of()) : new String[0]);
	}

	private static HttpStatus status(OAuthError error) {
		return switch (error.code()) {
			case "access_denied" -> HttpStatus.FORBIDDEN;
			case "temporarily_unavailable" -> HttpStatus.SERVICE_UNAVAILABLE;
			default -> HttpStatus.BAD_GATEWAY;
		};
	}

	private Map<String, Object> model(FailedLoginException failure, @Nullable InterruptedRequest waiting,
			HttpServletRequest request) {
		Map<String, Object> model = new HashMap<>();
		model.put("title", "You are not signed in");
		model.put("explanation", failure.error().description());
		model.put("error", failure.error().code());
		model.put("login", this.urls.endpoint(EndpointPaths.LOGIN));
		if (failure.choice() != null) {
			model.put("label", failure.choice().label());
			model.put("again", this.urls.endpoint(failure.choice().path()));
		}
		CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
		if (waiting != null && csrf != null) {
			model.put("destination", waiting.redirectUri().destination());
			model.put("action", this.urls.endpoint(EndpointPaths.LOGIN_CANCEL));
			model.put("csrfParameter", csrf.getParameterName());
			model.put("csrfToken", csrf.getToken());
		}
		return model;
	}

}
