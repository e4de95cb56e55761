package io.github.mcpoauth.facade;

import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.registration.ClientMetadata;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.upstream.UpstreamTokens;

/**
 * Hands the identity provider's tokens to the client: the access token as it is, the
 * refresh token sealed to the client. An ID token stays here, for it is meant for this
 * server.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.1">RFC 6749
 * section 5.1</a>
 */
final class TokenResponses {

	private static final Log logger = LogFactory.getLog(TokenResponses.class);

	private final FacadeComponents facade;

	TokenResponses(FacadeComponents facade) {
		this.facade = facade;
	}

	/**
	 * The token response.
	 * @param resource the endpoint that the tokens are for
	 * @param requested the scopes that were asked for
	 * @param previous the refresh token that was used, or {@code null}; it stays valid if
	 * the provider returns no other
	 */
	Map<String, Object> answer(String clientId, ClientMetadata client, ProtectedResource resource,
			UpstreamTokens tokens, Scopes requested, @Nullable RefreshToken previous) throws TokenRefusedException {
		Authentication caller = checkThatTheResourceAccepts(tokens.accessToken(), resource);
		this.facade.activity().used(clientId);
		Scopes scopes = Scopes.of(this.facade.upstream().clientScopes(tokens.scope(), requested.asSet()));
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("access_token", tokens.accessToken());
		members.put("token_type", "Bearer");
		if (tokens.expiresIn() != null) {
			members.put("expires_in", tokens.expiresIn());
		}
		if (!scopes.isEmpty()) {
			members.put("scope", scopes.toString());
		}
		String refreshToken = (tokens.refreshToken() != null || previous == null) ? tokens.refreshToken()
				: previous.upstreamToken();
		if (refreshToken != null && client.refreshable()) {
			// RFC 6749 section 6: asking for fewer scopes once does not narrow what comes
			// after
			Scopes kept = (previous != null && !requested.equals(previous.scopes())) ? previous.scopes() : scopes;
			members.put("refresh_token", new RefreshToken(refreshToken, Fingerprint.of(clientId), kept, resource.path())
				.seal(this.facade.sealedFields()));
		}
		this.facade.events()
			.publish(FacadeEvents.tokens(caller, FacadeEvents.client(clientId, client), resource, scopes,
					previous != null));
		return members;
	}

	/**
	 * A token that the resource refuses would send the client through login again and
	 * again, and nobody would know why.
	 * @return whom the token is about, or {@code null} if that can't be found out now
	 */
	private @Nullable Authentication checkThatTheResourceAccepts(String accessToken, ProtectedResource resource)
			throws TokenRefusedException {
		try {
			return this.facade.verifier().forResource(resource).verify(new BearerTokenAuthenticationToken(accessToken));
		}
		catch (OAuth2AuthenticationException ex) {
			String description = ex.getError().getDescription();
			String reason = (description != null) ? description : ex.getError().getErrorCode();
			logger.warn(LogMessage
				.format("The identity provider issued an access token that this server does not accept: %s. "
						+ "Configure the provider to issue access tokens for the audience %s, or set "
						+ "mcp.oauth.resource.audiences to what it does issue. If its tokens are no JWTs, "
						+ "see mcp.oauth.upstream.token-verification.", reason, resource.identifier()));
			throw TokenRefusedException.unusableToken(reason);
		}
		catch (AuthenticationServiceException ex) {
			logger.debug(LogMessage.format("Could not check a new access token: %s", ex.getMessage()));
			return null;
		}
	}

}
