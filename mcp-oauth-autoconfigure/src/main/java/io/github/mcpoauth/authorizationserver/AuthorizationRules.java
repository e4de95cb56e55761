package io.github.mcpoauth.authorizationserver;

import java.util.List;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.web.OAuth2AuthorizationEndpointFilter;

import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;
import io.github.mcpoauth.web.AddressDetails;

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

	/**
	 * Keeps the session of the person out of what others are told of a request.
	 */
	static ObjectPostProcessor<OAuth2AuthorizationEndpointFilter> withoutSession() {
		return new ObjectPostProcessor<>() {

			@Override
			public <O extends OAuth2AuthorizationEndpointFilter> O postProcess(O object) {
				object.setAuthenticationDetailsSource(new AddressDetails());
				return object;
			}

		};
	}

}
