package io.github.mcpoauth.authorizationserver.login;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;

import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

import io.github.mcpoauth.upstream.UpstreamRefusedException;
import io.github.mcpoauth.upstream.UpstreamTokens;
import io.github.mcpoauth.upstream.UpstreamUnavailableException;

/**
 * Redeems codes as the facade does: with this server's limits, and in the way that the
 * provider wants it.
 */
final class CodeExchange implements OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> {

	private final LoginRegistrations registrations;

	CodeExchange(LoginRegistrations registrations) {
		this.registrations = registrations;
	}

	@Override
	public OAuth2AccessTokenResponse getTokenResponse(OAuth2AuthorizationCodeGrantRequest grant) {
		try {
			return response(redeem(grant));
		}
		catch (UpstreamUnavailableException ex) {
			throw new OAuth2AuthorizationException(
					new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE, ex.getMessage(), null), ex);
		}
		catch (UpstreamRefusedException ex) {
			// Whatever the reason: the code is of no use, and the login has to begin anew
			throw new OAuth2AuthorizationException(
					new OAuth2Error(OAuth2ErrorCodes.INVALID_GRANT, ex.getMessage(), null), ex);
		}
	}

	private UpstreamTokens redeem(OAuth2AuthorizationCodeGrantRequest grant) {
		OAuth2AuthorizationExchange exchange = grant.getAuthorizationExchange();
		String verifier = exchange.getAuthorizationRequest().getAttribute(PkceParameterNames.CODE_VERIFIER);
		return this.registrations.upstream(grant.getClientRegistration())
			.client()
			.redeem(Objects.requireNonNull(exchange.getAuthorizationResponse().getCode()),
					(verifier != null) ? verifier : "",
					Objects.requireNonNull(exchange.getAuthorizationRequest().getRedirectUri()), "");
	}

	private static OAuth2AccessTokenResponse response(UpstreamTokens tokens) {
		OAuth2AccessTokenResponse.Builder response = OAuth2AccessTokenResponse.withToken(tokens.accessToken())
			.tokenType(TokenType.BEARER)
			.expiresIn((tokens.expiresIn() != null) ? tokens.expiresIn() : 0)
			.scopes(new LinkedHashSet<>(TokenRefresh.scopes(tokens.scope())));
		if (tokens.refreshToken() != null) {
			response.refreshToken(tokens.refreshToken());
		}
		if (tokens.idToken() != null && !tokens.idToken().isBlank()) {
			response.additionalParameters(Map.of(OidcParameterNames.ID_TOKEN, tokens.idToken()));
		}
		return response.build();
	}

}
