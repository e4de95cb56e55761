package io.github.mcpoauth.resource;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.oauth2.server.resource.BearerTokenErrorCodes;
import org.springframework.security.web.AuthenticationEntryPoint;

import io.github.mcpoauth.core.Scopes;

/**
 * Answers a request without an acceptable token. Without credentials: 401 and a challenge
 * that names no error. With a bad token: 401 {@code invalid_token}. With a malformed
 * request: 400. When the token could not be verified for a reason that is not the
 * token's: 503, for a 401 would send every client through login again.
 */
final class McpAuthenticationEntryPoint implements AuthenticationEntryPoint {

	private final McpEndpoints endpoints;

	McpAuthenticationEntryPoint(McpEndpoints endpoints) {
		this.endpoints = endpoints;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
			throws IOException {
		McpEndpoint endpoint = this.endpoints.of(request);
		endpoint.challenged(response, reason(exception));
		if (exception instanceof TokenVerificationUnavailableException) {
			ChallengeWriter.writeUnavailable(response, "The token can't be verified at the moment; try again");
		}
		else if (exception instanceof OAuth2AuthenticationException oauth2) {
			refuse(response, oauth2.getError(), endpoint);
		}
		else {
			ChallengeWriter.write(response, HttpStatus.UNAUTHORIZED,
					BearerChallenge.withoutError(endpoint.metadataUrl(), requested(exception, endpoint)),
					"Unauthorized: Bearer token required");
		}
	}

	private static ChallengeReason reason(AuthenticationException exception) {
		if (exception instanceof TokenVerificationUnavailableException) {
			return ChallengeReason.UNAVAILABLE;
		}
		if (!(exception instanceof OAuth2AuthenticationException oauth2)) {
			return ChallengeReason.MISSING_TOKEN;
		}
		return BearerTokenErrorCodes.INVALID_REQUEST.equals(oauth2.getError().getErrorCode())
				? ChallengeReason.INVALID_REQUEST : ChallengeReason.of(RefusedTokenException.defectOf(oauth2));
	}

	/**
	 * On an open endpoint it was a message that needs a token, and scopes of its own.
	 */
	private static Scopes requested(AuthenticationException exception, McpEndpoint endpoint) {
		Scopes atLogin = endpoint.requestedAtLogin();
		return (exception.getCause() instanceof AuthorizationDeniedException denied
				&& denied.getAuthorizationResult() instanceof ScopeDecision decision) ? decision.needed().plus(atLogin)
						: atLogin;
	}

	private static void refuse(HttpServletResponse response, OAuth2Error error, McpEndpoint endpoint)
			throws IOException {
		HttpStatus status = (error instanceof BearerTokenError bearer) ? bearer.getHttpStatus()
				: HttpStatus.UNAUTHORIZED;
		String description = (error.getDescription() != null) ? error.getDescription() : "The token is not valid";
		ChallengeWriter.write(response, status, BearerChallenge.withError(error.getErrorCode(), description,
				endpoint.metadataUrl(), endpoint.requestedAtLogin()), status.getReasonPhrase() + ": " + description);
	}

}
