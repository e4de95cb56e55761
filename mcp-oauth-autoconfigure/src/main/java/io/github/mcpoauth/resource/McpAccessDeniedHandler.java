package io.github.mcpoauth.resource;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.AccessDeniedHandler;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.event.OAuthEventPublisher;

/**
 * Answers a token that lacks scopes: 403 {@code insufficient_scope} with all scopes that
 * the operation needs, so that a client can ask for them at once.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6750#section-3.1">RFC 6750
 * section 3.1</a>
 */
final class McpAccessDeniedHandler implements AccessDeniedHandler {

	private final McpEndpoints endpoints;

	private final OAuthEventPublisher events;

	McpAccessDeniedHandler(McpEndpoints endpoints, OAuthEventPublisher events) {
		this.endpoints = endpoints;
		this.events = events;
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
			throws IOException {
		if (exception instanceof AuthorizationDeniedException denied
				&& denied.getAuthorizationResult() instanceof ScopeDecision decision) {
			McpEndpoint endpoint = this.endpoints.of(request);
			endpoint.challenged(response, ChallengeReason.INSUFFICIENT_SCOPE);
			Scopes needed = decision.needed();
			String description = decision.description();
			this.events.publish(RefusedCall.of(SecurityContextHolder.getContext().getAuthentication(),
					endpoint.identifier(), needed, decision.operation()));
			ChallengeWriter.write(response, HttpStatus.FORBIDDEN,
					BearerChallenge.withError("insufficient_scope", description, endpoint.metadataUrl(), needed),
					"Forbidden: " + description);
			return;
		}
		this.endpoints.of(request).challenged(response, ChallengeReason.FORBIDDEN);
		ChallengeWriter.write(response, HttpStatus.FORBIDDEN, null, "Forbidden");
	}

}
