package io.github.mcpoauth.authorizationserver;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;

/**
 * Remembers no consent: the platform's are for a client and a person, whatever the
 * redirect URI and the resource are, and so they would let through unseen what nobody has
 * approved of. {@link RememberedConsents} know more.
 */
public final class UnrememberedConsents implements OAuth2AuthorizationConsentService {

	@Override
	public void save(OAuth2AuthorizationConsent authorizationConsent) {
	}

	@Override
	public void remove(OAuth2AuthorizationConsent authorizationConsent) {
	}

	@Override
	public @Nullable OAuth2AuthorizationConsent findById(String registeredClientId, String principalName) {
		return null;
	}

}
