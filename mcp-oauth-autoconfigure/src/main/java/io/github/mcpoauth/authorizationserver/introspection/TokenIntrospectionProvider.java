package io.github.mcpoauth.authorizationserver.introspection;

import java.util.List;
import java.util.Map;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimNames;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;

import io.github.mcpoauth.authorizationserver.introspection.IssuedToken.Kind;

/**
 * Tells a client about its own tokens. The platform's provider tells every client about
 * all tokens, which where anybody may register means everybody, and it fails on what is
 * no token, such as the {@code state} of a login that waits for consent.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7662#section-2.2">RFC 7662
 * section 2.2</a>
 */
final class TokenIntrospectionProvider implements AuthenticationProvider {

	private static final OAuth2TokenIntrospection INACTIVE = OAuth2TokenIntrospection.builder(false).build();

	private final IssuedTokens tokens;

	private TokenIntrospectionProvider(IssuedTokens tokens) {
		this.tokens = tokens;
	}

	static void replaceIn(List<AuthenticationProvider> providers, IssuedTokens tokens) {
		providers.replaceAll((provider) -> (provider instanceof OAuth2TokenIntrospectionAuthenticationProvider)
				? new TokenIntrospectionProvider(tokens) : provider);
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		OAuth2TokenIntrospectionAuthenticationToken request = (OAuth2TokenIntrospectionAuthenticationToken) authentication;
		if (!(request.getPrincipal() instanceof OAuth2ClientAuthenticationToken client) || !client.isAuthenticated()
				|| client.getRegisteredClient() == null) {
			throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
		}
		IssuedToken token = this.tokens.find(request.getToken());
		String asking = client.getRegisteredClient().getClientId();
		return new OAuth2TokenIntrospectionAuthenticationToken(request.getToken(), client,
				(token != null && token.clientId().equals(asking)) ? describe(token) : INACTIVE);
	}

	private static OAuth2TokenIntrospection describe(IssuedToken token) {
		OAuth2TokenIntrospection.Builder description = OAuth2TokenIntrospection.builder(true)
			.claims((claims) -> addTo(claims, token))
			.clientId(token.clientId());
		if (token.kind() == Kind.ACCESS_TOKEN) {
			description.tokenType(OAuth2AccessToken.TokenType.BEARER.getValue());
		}
		return description.build();
	}

	private static void addTo(Map<String, Object> claims, IssuedToken token) {
		claims.putAll(token.claims());
		claims.put(OAuth2TokenIntrospectionClaimNames.ACTIVE, true);
		if (claims.get(OAuth2TokenIntrospectionClaimNames.SCOPE) instanceof String scope) {
			claims.put(OAuth2TokenIntrospectionClaimNames.SCOPE, List.of(scope.split(" ")));
		}
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return OAuth2TokenIntrospectionAuthenticationToken.class.isAssignableFrom(authentication);
	}

}
