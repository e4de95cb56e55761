package io.github.mcpoauth.authorizationserver.client;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

import io.github.mcpoauth.authorizationserver.error.CheckedError;
import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;

/**
 * Accepts a public client wherever it has no code to redeem: what it brings instead, a
 * refresh token or a token to revoke, is bound to the client and checked against it. The
 * redemption of a code is left to the platform's provider, which checks the PKCE
 * verifier.
 */
final class PublicClientAuthenticationProvider implements AuthenticationProvider {

	private final RegisteredClientRepository clients;

	private final AuthenticationProvider platform;

	PublicClientAuthenticationProvider(RegisteredClientRepository clients, AuthenticationProvider platform) {
		this.clients = clients;
		this.platform = platform;
	}

	static boolean isPlatformOne(AuthenticationProvider provider) {
		return provider instanceof org.springframework.security.oauth2.server.authorization.authentication.PublicClientAuthenticationProvider;
	}

	@Override
	public @Nullable Authentication authenticate(Authentication authentication) {
		OAuth2ClientAuthenticationToken request = (OAuth2ClientAuthenticationToken) authentication;
		if (!ClientAuthenticationMethod.NONE.equals(request.getClientAuthenticationMethod())) {
			return null;
		}
		if (redeemsCode(request)) {
			return this.platform.authenticate(authentication);
		}
		RegisteredClient client = this.clients.findByClientId(request.getName());
		if (client == null) {
			throw refused(Check.CLIENT, "The client is not known here; register again");
		}
		if (!client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)) {
			throw refused(Check.CLIENT_AUTHENTICATION,
					client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
							? "The client has to authenticate with private_key_jwt"
							: "The client has to authenticate with its client_secret");
		}
		return new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null);
	}

	private static OAuth2AuthenticationException refused(Check check, String description) {
		return new OAuth2AuthenticationException(new CheckedError(OAuthError.invalidClient(check, description)));
	}

	private static boolean redeemsCode(OAuth2ClientAuthenticationToken request) {
		return AuthorizationGrantType.AUTHORIZATION_CODE.getValue()
			.equals(request.getAdditionalParameters().get(OAuth2ParameterNames.GRANT_TYPE));
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return OAuth2ClientAuthenticationToken.class.isAssignableFrom(authentication);
	}

}
