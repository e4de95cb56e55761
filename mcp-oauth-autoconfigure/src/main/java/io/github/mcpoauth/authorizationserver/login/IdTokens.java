package io.github.mcpoauth.authorizationserver.login;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;

import io.github.mcpoauth.upstream.UpstreamIdTokens;

/**
 * Decoders of ID tokens. The platform's own factory would fetch keys without the limits
 * of this library, and knows one algorithm for each client.
 */
final class IdTokens implements JwtDecoderFactory<ClientRegistration> {

	private final LoginRegistrations registrations;

	private final Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();

	IdTokens(LoginRegistrations registrations) {
		this.registrations = registrations;
	}

	@Override
	public JwtDecoder createDecoder(ClientRegistration registration) {
		// What a decoder takes from the registration is the client identifier, which does
		// not change
		return this.decoders.computeIfAbsent(registration.getRegistrationId(), (id) -> {
			LoginUpstream upstream = this.registrations.upstream(registration);
			return UpstreamIdTokens.decoder(upstream.settings(), upstream.keys(),
					new OidcIdTokenValidator(registration));
		});
	}

}
