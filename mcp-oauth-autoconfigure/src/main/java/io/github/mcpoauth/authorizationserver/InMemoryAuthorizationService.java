package io.github.mcpoauth.authorizationserver;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

import io.github.mcpoauth.core.Sha256;

/**
 * Keeps authorizations in memory, bounded in number and no longer than their longest
 * token. Differs from the platform's store in three ways: a lookup doesn't scan; two
 * concurrent changes of one authorization can't both succeed, so a code or a refresh
 * token is redeemed once; and a refresh token that was rotated away and comes back kills
 * its whole family. Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9700#section-4.14.2">RFC 9700
 * section 4.14.2</a>
 */
public final class InMemoryAuthorizationService implements OAuth2AuthorizationService, ClientAuthorizations {

	private static final Log logger = LogFactory.getLog(InMemoryAuthorizationService.class);

	private static final long MAX_AUTHORIZATIONS = 100_000;

	private static final Duration PENDING = Duration.ofMinutes(10);

	/**
	 * A client that lost the answer to its refresh, or sent it twice at once, is no
	 * thief.
	 */
	private static final Duration REUSE_TOLERATED = Duration.ofSeconds(10);

	private static final String VERSION = InMemoryAuthorizationService.class.getName() + ".version";

	private final Clock clock;

	private final RevokedAccessTokens revokedAccessTokens;

	private final Cache<String, OAuth2Authorization> authorizations;

	private final Cache<String, String> idsByTokenHash;

	/**
	 * Makes an empty store.
	 * @param clock tells what has expired
	 * @param revokedAccessTokens is told of access tokens that are revoked
	 */
	public InMemoryAuthorizationService(Clock clock, RevokedAccessTokens revokedAccessTokens) {
		this.clock = clock;
		this.revokedAccessTokens = revokedAccessTokens;
		this.authorizations = Caffeine.newBuilder()
			.maximumSize(MAX_AUTHORIZATIONS)
			.expireAfter(Expiry.<String, OAuth2Authorization>writing((id, authorization) -> lifetime(authorization)))
			.build();
		this.idsByTokenHash = Caffeine.newBuilder().maximumSize(MAX_AUTHORIZATIONS * 4).build();
	}

	@Override
	public void save(OAuth2Authorization authorization) {
		OAuth2Authorization saved = this.authorizations.asMap()
			.compute(authorization.getId(), (id, current) -> nextVersion(authorization, current));
		TokenValues.of(saved).all().forEach((token) -> this.idsByTokenHash.put(hash(token), saved.getId()));
		rememberIfRevoked(saved);
	}

	/**
	 * The optimistic lock: who changes an authorization must have read its current state.
	 */
	private static OAuth2Authorization nextVersion(OAuth2Authorization changed, @Nullable OAuth2Authorization current) {
		Long read = changed.getAttribute(VERSION);
		Long stored = (current != null) ? current.getAttribute(VERSION) : null;
		if (!Objects.equals(read, stored)) {
			throw new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_GRANT,
					"The code or token is being used by another request", null));
		}
		long next = (stored != null) ? stored + 1 : 0;
		return OAuth2Authorization.from(changed).attribute(VERSION, next).build();
	}

	@Override
	public void remove(OAuth2Authorization authorization) {
		this.authorizations.invalidate(authorization.getId());
		TokenValues.of(authorization).all().forEach((token) -> this.idsByTokenHash.invalidate(hash(token)));
	}

	@Override
	public void removeByClient(String registeredClientId) {
		this.authorizations.asMap()
			.values()
			.stream()
			.filter((authorization) -> authorization.getRegisteredClientId().equals(registeredClientId))
			.forEach((authorization) -> {
				remove(authorization);
				rememberRevoked(authorization.getAccessToken());
			});
	}

	@Override
	public @Nullable OAuth2Authorization findById(String id) {
		return this.authorizations.getIfPresent(id);
	}

	@Override
	public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType tokenType) {
		String id = this.idsByTokenHash.getIfPresent(hash(token));
		OAuth2Authorization authorization = (id != null) ? this.authorizations.getIfPresent(id) : null;
		if (authorization == null) {
			return null;
		}
		if (TokenValues.of(authorization).contain(token, tokenType)) {
			return authorization;
		}
		if (tokenType != null && OAuth2TokenType.REFRESH_TOKEN.equals(tokenType)) {
			onReuse(authorization);
		}
		return null;
	}

	private void onReuse(OAuth2Authorization authorization) {
		OAuth2Authorization.Token<OAuth2RefreshToken> current = authorization.getRefreshToken();
		if (current == null || current.isInvalidated() || isRecent(current.getToken())) {
			return;
		}
		logger.warn("A refresh token was used again after it had been rotated. Its grant is revoked, "
				+ "since either the client or a thief has a token too many.");
		save(OAuth2Authorization.from(authorization).invalidate(current.getToken()).build());
	}

	private boolean isRecent(OAuth2RefreshToken token) {
		Instant issuedAt = token.getIssuedAt();
		return issuedAt != null && this.clock.instant().isBefore(issuedAt.plus(REUSE_TOLERATED));
	}

	private void rememberIfRevoked(OAuth2Authorization authorization) {
		OAuth2Authorization.Token<OAuth2AccessToken> accessToken = authorization.getAccessToken();
		if (accessToken != null && accessToken.isInvalidated()) {
			rememberRevoked(accessToken);
		}
	}

	private void rememberRevoked(OAuth2Authorization.@Nullable Token<OAuth2AccessToken> accessToken) {
		if (accessToken == null) {
			return;
		}
		Map<String, Object> claims = accessToken.getClaims();
		Instant expiresAt = accessToken.getToken().getExpiresAt();
		if (claims != null && claims.get(JwtClaimNames.JTI) instanceof String jti && expiresAt != null) {
			this.revokedAccessTokens.add(jti, expiresAt);
		}
	}

	private Duration lifetime(OAuth2Authorization authorization) {
		Instant now = this.clock.instant();
		Instant last = Stream
			.of(authorization.getToken(OAuth2AuthorizationCode.class), authorization.getAccessToken(),
					authorization.getRefreshToken())
			.filter(Objects::nonNull)
			.map((token) -> token.getToken().getExpiresAt())
			.filter(Objects::nonNull)
			.max(Instant::compareTo)
			.orElse(now);
		Duration left = Duration.between(now, last);
		// A spent code is kept a while, so that its replay is recognized
		return (left.compareTo(PENDING) > 0) ? left : PENDING;
	}

	private static String hash(String token) {
		return Sha256.base64(token);
	}

}
