package io.github.mcpoauth.authorizationserver.login;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

import io.github.mcpoauth.authorizationserver.FailedLoginException;
import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.ErrorText;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.upstream.UpstreamUnavailableException;
import io.github.mcpoauth.web.RequestPaths;

/**
 * Puts what can go wrong at a login into the few words that a person and an MCP client
 * can act on. The details are for the log.
 */
final class LoginFailures implements AuthenticationFailureHandler {

	private static final Log logger = LogFactory.getLog(LoginFailures.class);

	/** There was no login, or the answer is not to it: nobody waits to be told. */
	private static final Set<String> STRANGE = Set.of("invalid_request", "authorization_request_not_found",
			LoginRequests.WRONG_ISSUER, "invalid_state_parameter");

	private static final Set<String> NOT_DECIDED = Set.of("access_denied", "login_required", "consent_required",
			"interaction_required", "account_selection_required");

	private final Map<String, LoginUpstream> upstreams;

	private final AuthenticationFailureHandler delegate;

	LoginFailures(Map<String, LoginUpstream> upstreams, AuthenticationFailureHandler delegate) {
		this.upstreams = Map.copyOf(upstreams);
		this.delegate = delegate;
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException exception) throws IOException, ServletException {
		String path = RequestPaths.of(request);
		LoginUpstream upstream = this.upstreams.get(path.substring(path.lastIndexOf('/') + 1));
		this.delegate.onAuthenticationFailure(request, response,
				new FailedLoginException(error(exception, upstream, request.getParameter("error") != null),
						(upstream != null) ? upstream.choice() : null, exception));
	}

	private static OAuthError error(AuthenticationException exception, @Nullable LoginUpstream upstream,
			boolean refusedThere) {
		String code = (exception instanceof OAuth2AuthenticationException ex) ? ex.getError().getErrorCode() : "";
		String provider = (upstream != null) ? upstream.label() : "The identity provider";
		// What the provider says of our request is another thing than what we say of its
		if (STRANGE.contains(code) && !(refusedThere && code.equals("invalid_request"))) {
			return code.equals(LoginRequests.WRONG_ISSUER)
					? OAuthError.invalidRequest(Check.ISSUER, "The answer is not from the expected issuer")
					: OAuthError.invalidRequest(Check.BROWSER, "There is no such login in this browser");
		}
		if (NOT_DECIDED.contains(code)) {
			return new OAuthError("access_denied", "You did not sign in with " + provider + ".", Check.USER);
		}
		if (code.equals("temporarily_unavailable") || isOutage(exception)) {
			logger.warn(LogMessage.format("A login at %s could not be finished: %s", provider,
					ErrorText.of(String.valueOf(exception.getMessage()))));
			return new OAuthError("temporarily_unavailable", provider + " can't be reached at the moment.",
					Check.PROVIDER);
		}
		logger.warn(LogMessage.format("A login at %s failed: %s", provider,
				ErrorText.of(String.valueOf(exception.getMessage()))));
		return new OAuthError("server_error", "The answer of " + provider + " can't be used.", Check.PROVIDER);
	}

	/**
	 * The platform calls an ID token invalid also where its keys can't be had.
	 */
	private static boolean isOutage(AuthenticationException exception) {
		Throwable cause = exception.getCause();
		return cause instanceof UpstreamUnavailableException
				|| (cause instanceof JwtException && !(cause instanceof BadJwtException));
	}

}
