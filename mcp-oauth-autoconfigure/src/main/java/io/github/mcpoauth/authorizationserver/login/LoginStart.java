package io.github.mcpoauth.authorizationserver.login;

import java.io.IOException;
import java.util.Objects;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.upstream.UpstreamUnavailableException;

/**
 * Sends a browser to an upstream. The platform's filter for this can't be told what to
 * answer when the upstream's endpoints are not known.
 */
final class LoginStart implements HttpRequestHandler {

	private final LoginUpstream upstream;

	private final DefaultOAuth2AuthorizationRequestResolver requests;

	private final LoginRequests underWay;

	private final AuthenticationFailureHandler failures;

	LoginStart(LoginUpstream upstream, LoginRegistrations registrations, LoginRequests underWay,
			AuthenticationFailureHandler failures) {
		this.upstream = upstream;
		this.requests = new DefaultOAuth2AuthorizationRequestResolver(registrations);
		// Ours win: an additional parameter can't take the place of one of them
		this.requests.setAuthorizationRequestCustomizer((request) -> request
			.additionalParameters((parameters) -> upstream.parameters().forEach(parameters::putIfAbsent)));
		this.underWay = underWay;
		this.failures = failures;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		try {
			OAuth2AuthorizationRequest login = Objects
				.requireNonNull(this.requests.resolve(request, this.upstream.name()));
			this.underWay.saveAuthorizationRequest(login, request, response);
			response.setStatus(HttpStatus.FOUND.value());
			response.setHeader(HttpHeaders.LOCATION, login.getAuthorizationRequestUri());
			response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		}
		catch (UpstreamUnavailableException ex) {
			this.failures.onAuthenticationFailure(request, response,
					new AuthenticationServiceException(String.valueOf(ex.getMessage()), ex));
		}
	}

}
