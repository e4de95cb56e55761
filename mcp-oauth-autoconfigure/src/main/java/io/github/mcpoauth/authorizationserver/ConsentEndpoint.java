package io.github.mcpoauth.authorizationserver;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.authorizationserver.audience.TargetResource;
import io.github.mcpoauth.authorizationserver.client.UnknownClients;
import io.github.mcpoauth.authorizationserver.user.Admission;
import io.github.mcpoauth.authorizationserver.user.UserNames;
import io.github.mcpoauth.consent.ConsentPrompt;
import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.event.OAuthEvent;
import io.github.mcpoauth.event.UserRefused;
import io.github.mcpoauth.registration.ClientIdUrl;
import io.github.mcpoauth.web.MessagePage;
import io.github.mcpoauth.web.ProtocolError;
import io.github.mcpoauth.web.RefusedClient;

/**
 * Shows the consent page for the authorization request that is in progress. All that it
 * shows comes from the stored request and the client's registration, nothing from the URL
 * but the handle that finds them.
 */
final class ConsentEndpoint implements HttpRequestHandler {

	private static final OAuth2TokenType STATE = new OAuth2TokenType(OAuth2ParameterNames.STATE);

	private static final MessagePage GONE = new MessagePage("This request is no longer there",
			"It was answered already, has expired, or belongs to another user.",
			"Go back to the application and connect again.");

	private final AuthorizationServerComponents server;

	private final Admission admission;

	private final ApprovedConsents approved;

	ConsentEndpoint(AuthorizationServerComponents server, Admission admission, ApprovedConsents approved) {
		this.server = server;
		this.admission = admission;
		this.approved = approved;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		try {
			ConsentPrompt prompt = prompt(request);
			String refusal = this.admission.refusal(user());
			if (prompt != null && refusal != null) {
				OAuthEvent.Client client = new OAuthEvent.Client(prompt.transaction().clientId(), prompt.clientName());
				this.server.events().publish(new UserRefused(user().getName(), client, UserRefused.Step.LOGIN));
				RefusedUserPage.write(prompt, refusal, this.server.urls().endpoint(EndpointPaths.LOGIN), response);
			}
			else if (prompt != null) {
				this.server.consentPage().write(prompt, response);
			}
			else {
				ProtocolError.write(request, response, HttpStatus.BAD_REQUEST,
						OAuthError.invalidRequest(Check.STATE, "There is no such request of this user"), GONE);
			}
		}
		catch (OAuth2AuthenticationException ex) {
			RefusedClient.write(request, response, UnknownClients.error(ex));
		}
	}

	private @Nullable ConsentPrompt prompt(HttpServletRequest request) {
		String state = request.getParameter(OAuth2ParameterNames.STATE);
		OAuth2Authorization authorization = (state != null && !state.isEmpty())
				? this.server.authorizations().findByToken(state, STATE) : null;
		Authentication user = user();
		if (authorization == null || !authorization.getPrincipalName().equals(user.getName())) {
			return null;
		}
		OAuth2AuthorizationRequest pending = authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
		RegisteredClient client = this.server.registeredClients().findById(authorization.getRegisteredClientId());
		if (pending == null || pending.getRedirectUri() == null || client == null
				|| !AuthorizationRequestValidator.isCovered(pending.getRedirectUri(), client)) {
			return null;
		}
		CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
		ConsentPrompt.Transaction transaction = new ConsentPrompt.Transaction(
				this.server.urls().endpoint(EndpointPaths.AUTHORIZE), client.getClientId(), state,
				csrf.getParameterName(), csrf.getToken());
		TargetResource resource = this.server.resourceIndicators().of(pending);
		RedirectUri redirectUri = RedirectUri.parse(pending.getRedirectUri());
		return new ConsentPrompt(ClientNames.of(client), ClientIdUrl.hostOf(client.getClientId()).orElse(null),
				UserNames.display(user), resource.name(), resource.identifier().toString(), redirectUri,
				scopes(pending, resource), transaction, this.approved.announce(client, redirectUri));
	}

	private static Authentication user() {
		Authentication user = SecurityContextHolder.getContext().getAuthentication();
		if (user == null) {
			throw new IllegalStateException("The chain lets nobody get here who is not logged in");
		}
		return user;
	}

	private static List<ConsentPrompt.RequestedScope> scopes(OAuth2AuthorizationRequest pending,
			TargetResource resource) {
		return resource.scopes()
			.supported()
			.stream()
			.filter(pending.getScopes()::contains)
			.map((scope) -> ConsentPrompt.RequestedScope.of(scope, resource.scopes().describe(scope)))
			.toList();
	}

}
