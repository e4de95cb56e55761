package io.github.mcpoauth.authorizationserver;

import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import io.github.mcpoauth.authorizationserver.error.CheckedError;
import io.github.mcpoauth.authorizationserver.user.Admission;
import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.RedirectUri;

/**
 * Reads the decision from the button that was pressed. The platform reads it from the
 * scopes alone, so there a client that asks for none can never be approved, and a form
 * without a decision counts as approval. Whatever the decision is, the redirect URI has
 * to be the client's still: what a client publishes can change while the page is read.
 */
final class ConsentDecision implements Consumer<OAuth2AuthorizationConsentAuthenticationContext> {

	private static final String PARAMETER = "decision";

	private static final GrantedAuthority APPROVED = new SimpleGrantedAuthority("CONSENT_approved");

	private final Admission admission;

	private final ApprovedConsents approvals;

	ConsentDecision(Admission admission, ApprovedConsents approvals) {
		this.admission = admission;
		this.approvals = approvals;
	}

	@Override
	public void accept(OAuth2AuthorizationConsentAuthenticationContext context) {
		OAuth2AuthorizationRequest request = Objects.requireNonNull(context.getAuthorizationRequest());
		RegisteredClient client = Objects.requireNonNull(context.getRegisteredClient());
		String redirectUri = request.getRedirectUri();
		if (redirectUri == null || !AuthorizationRequestValidator.isCovered(redirectUri, client)) {
			throw new OAuth2AuthenticationException(new CheckedError(OAuth2ErrorCodes.INVALID_REQUEST,
					"The redirect_uri is not one that the client has any more", Check.REDIRECT_URI));
		}
		OAuth2AuthorizationConsentAuthenticationToken submitted = context.getAuthentication();
		boolean approved = "approve".equals(submitted.getAdditionalParameters().get(PARAMETER))
				&& this.admission.refusal((Authentication) submitted.getPrincipal()) == null;
		context.getAuthorizationConsent().authorities((authorities) -> decide(authorities, approved));
		if (approved) {
			this.approvals.approved(((Authentication) submitted.getPrincipal()).getName(), client, request,
					RedirectUri.parse(redirectUri), submitted.getScopes());
		}
	}

	private static void decide(Set<GrantedAuthority> authorities, boolean approved) {
		if (approved) {
			authorities.add(APPROVED);
		}
		else {
			// Nothing granted is how the platform knows a denial
			authorities.clear();
		}
	}

}
