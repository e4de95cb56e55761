package io.github.mcpoauth.authorizationserver.client;

import java.util.List;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationConverter;

import io.github.mcpoauth.registration.ClientAssertions;
import io.github.mcpoauth.registration.Clients;

/**
 * Puts this library's rules for the authentication of clients into the platform's
 * converters and providers: public clients at all grants, assertions that are accepted
 * once, secrets of which only hashes are kept. Immutable.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-2.3">RFC 6749
 * section 2.3</a>
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7523#section-3">RFC 7523 section
 * 3</a>
 */
public final class ClientAuthenticationRules {

	private final RegisteredClientRepository registeredClients;

	private final ClientAssertionDecoders assertions;

	private final ClientSecretEncoder secrets;

	/**
	 * Collects what clients authenticate with.
	 * @param http the builder of the chain, whose application may have a
	 * {@code PasswordEncoder} for clients of its own
	 * @param registeredClients finds clients for the platform
	 * @param clients finds them and their keys
	 * @param assertions verifies what is signed with those
	 */
	public ClientAuthenticationRules(HttpSecurity http, RegisteredClientRepository registeredClients, Clients clients,
			ClientAssertions assertions) {
		this.registeredClients = registeredClients;
		this.assertions = new ClientAssertionDecoders(clients, assertions);
		this.secrets = ClientSecretEncoder.of(http);
	}

	/**
	 * Replaces the platform's converters.
	 * @param converters the converters of client authentication
	 */
	public void replaceConverters(List<AuthenticationConverter> converters) {
		ClientAssertionAuthenticationConverter.replaceIn(converters);
		PublicClientAuthenticationConverter.replaceIn(converters);
	}

	/**
	 * Replaces the platform's providers, and parts of those that stay.
	 * @param providers the providers of client authentication
	 */
	public void replaceProviders(List<AuthenticationProvider> providers) {
		for (AuthenticationProvider provider : providers) {
			if (provider instanceof JwtClientAssertionAuthenticationProvider assertion) {
				assertion.setJwtDecoderFactory(this.assertions);
			}
			else if (provider instanceof ClientSecretAuthenticationProvider secret) {
				secret.setPasswordEncoder(this.secrets);
			}
		}
		providers.replaceAll((provider) -> PublicClientAuthenticationProvider.isPlatformOne(provider)
				? new PublicClientAuthenticationProvider(this.registeredClients, provider) : provider);
	}

}
