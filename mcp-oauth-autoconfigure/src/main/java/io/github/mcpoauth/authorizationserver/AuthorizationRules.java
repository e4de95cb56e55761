package io.github.mcpoauth.authorizationserver;

import java.util.List;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationProvider;

import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;

/**
 * Puts this library's rules for authorization requests into the platform's providers.
 */
final class AuthorizationRules {

	private AuthorizationRules() {
	}

	static void apply(List<AuthenticationProvider> providers, ResourceIndicators resourceIndicators,
			ConsentRequirement requirement, ConsentDecision decision) {
		for (AuthenticationProvider provider : providers) {
			if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider request) {
				request.setAuthenticationValidator(new AuthorizationRequestValidator(resourceIndicators));
				request.setAuthorizationConsentRequired(requirement);
			}
			else if (provider instanceof OAuth2AuthorizationConsentAuthenticationProvider consent) {
				consent.setAuthorizationConsentCustomizer(decision);
			}
		}
	}

}
