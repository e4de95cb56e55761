package io.github.mcpoauth.authorizationserver;

import java.util.List;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Puts this library's rules for the authentication of clients into the platform's
 * converters and providers.
 */
final class ClientAuthenticationRules {

	private ClientAuthenticationRules() {
	}

	static void replaceConverters(List<AuthenticationConverter> converters) {
		ClientAssertionAuthenticationConverter.replaceIn(converters);
		PublicClientAuthenticationConverter.replaceIn(converters);
	}

	static void replaceProviders(List<AuthenticationProvider> providers, AuthorizationServerComponents server,
			ClientSecretEncoder secrets) {
		for (AuthenticationProvider provider : providers) {
			if (provider instanceof JwtClientAssertionAuthenticationProvider assertion) {
				assertion.setJwtDecoderFactory(new ClientAssertionDecoders(server.clients(), server.assertions()));
			}
			else if (provider instanceof ClientSecretAuthenticationProvider secret) {
				secret.setPasswordEncoder(secrets);
			}
		}
		providers.replaceAll((provider) -> PublicClientAuthenticationProvider.isPlatformOne(provider)
				? new PublicClientAuthenticationProvider(server.registeredClients(), provider) : provider);
	}

}
