package io.github.mcpoauth.authorizationserver.token;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;

import io.github.mcpoauth.authorizationserver.store.RepeatableRefresh;

/**
 * What the access token said which a client got for its refresh token, and gets once more
 * when the answer was lost. With the same identifier and times it is the same token:
 * revoking either revokes both, and neither lives longer.
 */
final class RepeatedAnswer {

	private static final Set<String> IDENTITY = Set.of(JwtClaimNames.JTI, JwtClaimNames.IAT, JwtClaimNames.NBF,
			JwtClaimNames.EXP);

	private final Clock clock;

	RepeatedAnswer(Clock clock) {
		this.clock = clock;
	}

	/**
	 * The claims that make a token the same one.
	 * @return empty if nothing is repeated, or the client asks for other scopes, or the
	 * token is not good any more
	 */
	Map<String, Object> identity(OAuth2TokenContext context) {
		OAuth2Authorization authorization = context.getAuthorization();
		if (authorization == null || !RepeatableRefresh.isRepetition(authorization)) {
			return Map.of();
		}
		OAuth2Authorization.Token<OAuth2AccessToken> answered = authorization.getAccessToken();
		if (answered == null || answered.getClaims() == null || !isGood(answered)
				|| !answered.getToken().getScopes().equals(context.getAuthorizedScopes())) {
			return Map.of();
		}
		Map<String, Object> identity = new LinkedHashMap<>(answered.getClaims());
		identity.keySet().retainAll(IDENTITY);
		return identity;
	}

	private boolean isGood(OAuth2Authorization.Token<OAuth2AccessToken> answered) {
		Instant expiresAt = answered.getToken().getExpiresAt();
		return !answered.isInvalidated() && expiresAt != null && expiresAt.isAfter(this.clock.instant());
	}

}
