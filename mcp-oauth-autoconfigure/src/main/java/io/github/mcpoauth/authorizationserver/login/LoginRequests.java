package io.github.mcpoauth.authorizationserver.login;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;

import io.github.mcpoauth.web.RequestPaths;

/**
 * Logins that are under way, in the session of the browser that began them. An answer
 * takes the login away, so that it counts once, and has to come from the upstream that
 * was asked: to its callback, and with its issuer. All this is checked before the code is
 * sent anywhere.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9207#section-2.4">RFC 9207
 * section 2.4</a>
 */
final class LoginRequests implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

	static final String WRONG_ISSUER = "wrong_issuer";

	private final HttpSessionOAuth2AuthorizationRequestRepository sessions = new HttpSessionOAuth2AuthorizationRequestRepository();

	private final Map<String, LoginUpstream> upstreams;

	LoginRequests(Map<String, LoginUpstream> upstreams) {
		this.upstreams = Map.copyOf(upstreams);
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
		return this.sessions.loadAuthorizationRequest(request);
	}

	@Override
	public void saveAuthorizationRequest(OAuth2AuthorizationRequest authorizationRequest, HttpServletRequest request,
			HttpServletResponse response) {
		this.sessions.saveAuthorizationRequest(authorizationRequest, request, response);
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(HttpServletRequest request,
			HttpServletResponse response) {
		OAuth2AuthorizationRequest login = this.sessions.removeAuthorizationRequest(request, response);
		String name = (login != null) ? login.getAttribute(OAuth2ParameterNames.REGISTRATION_ID) : null;
		LoginUpstream upstream = (name != null) ? this.upstreams.get(name) : null;
		if (upstream == null || !RequestPaths.of(request).equals(LoginPaths.callback(upstream.name()))) {
			return null;
		}
		if (!upstream.client().isIssuer(request.getParameter("iss"))) {
			throw new OAuth2AuthenticationException(
					new OAuth2Error(WRONG_ISSUER, "The answer is not from the expected issuer (iss)", null));
		}
		return login;
	}

}
