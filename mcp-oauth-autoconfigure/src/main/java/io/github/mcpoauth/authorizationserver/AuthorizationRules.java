package io.github.mcpoauth.authorizationserver;

import java.util.List;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationProvider;

/**
 * Puts this library's rules for authorization requests into the platform's providers.
 */
final class AuthorizationRules {

	private AuthorizationRules() {
	}

	static void apply(List<AuthenticationProvider> providers, ResourceIndicators resourceIndicators,
			Admission admission) {
		for (AuthenticationProvider provider : providers) {
			if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider request) {
				request.setAuthenticationValidator(new AuthorizationRequestValidator(resourceIndicators));
				// By default a request for no scope, or for openid alone, asks nobody.
				// Who is
				// not allowed is told so where others are asked
				request.setAuthorizationConsentRequired((context) -> context.getRegisteredClient()
					.getClientSettings()
					.isRequireAuthorizationConsent()
						|| admission.refusal((Authentication) context.getAuthentication().getPrincipal()) != null);
			}
			else if (provider instanceof OAuth2AuthorizationConsentAuthenticationProvider consent) {
				consent.setAuthorizationConsentCustomizer(new ConsentDecision(admission));
			}
		}
	}

}
