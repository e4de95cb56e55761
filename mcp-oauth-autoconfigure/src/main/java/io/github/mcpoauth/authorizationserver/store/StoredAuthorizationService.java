package io.github.mcpoauth.authorizationserver.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.jose.Sealer;

/**
 * Keeps authorizations in a store, no longer than their longest token, and not readable
 * there. Differs from the platform's services in three ways: two concurrent changes of
 * one authorization can't both succeed, so a code is redeemed once; a refresh token that
 * was rotated away and comes back kills its whole family; but within a short time it is
 * taken for the repetition of a request whose answer got lost. Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9700#section-4.14.2">RFC 9700
 * section 4.14.2</a>
 */
public final class StoredAuthorizationService
		implements OAuth2AuthorizationService, ClientAuthorizations, UserAuthorizations {

	private static final Log logger = LogFactory.getLog(StoredAuthorizationService.class);

	private static final Duration PENDING = Duration.ofMinutes(10);

	private final AuthorizationStore store;

	private final AuthorizationCodec codec;

	private final Clock clock;

	private final Duration repetitionTolerated;

	private final BiConsumer<String, Instant> revoked;

	private final Consumer<OAuth2Authorization> replayed;

	/**
	 * Makes a service.
	 * @param store where authorizations are
	 * @param sealer makes them unreadable there
	 * @param clock tells what has expired
	 * @param repetitionTolerated how long after its first use a refresh token may be used
	 * again; zero for never
	 * @param revoked is told the {@code jti} and the expiry of access tokens that are
	 * revoked
	 * @param replayed is told of authorizations that were revoked because a rotated
	 * refresh token of theirs came back
	 */
	public StoredAuthorizationService(AuthorizationStore store, Sealer sealer, Clock clock,
			Duration repetitionTolerated, BiConsumer<String, Instant> revoked, Consumer<OAuth2Authorization> replayed) {
		this.store = store;
		this.codec = new AuthorizationCodec(sealer);
		this.clock = clock;
		this.repetitionTolerated = repetitionTolerated;
		this.revoked = revoked;
		this.replayed = replayed;
	}

	@Override
	public void save(OAuth2Authorization authorization) {
		Revision read = Revision.of(authorization);
		TokenHashes hashes = TokenHashes.of(authorization);
		Revision.Rotated rotated = read.rotatedBy(hashes, this.clock.instant());
		StoredAuthorization next = new StoredAuthorization(authorization.getId(), read.version() + 1,
				Sha256.base64(authorization.getRegisteredClientId()), authorization.getPrincipalName(),
				expiry(authorization), this.codec.encode(authorization, rotated));
		if (!this.store.save(next, hashes.without(read.tokens()), removed(read.tokens(), hashes))) {
			throw new ConcurrentChangeException();
		}
		OAuth2Authorization.Token<OAuth2AccessToken> accessToken = authorization.getAccessToken();
		if (accessToken != null && accessToken.isInvalidated()) {
			reportRevoked(accessToken);
		}
	}

	/**
	 * A rotated refresh token is still found, so that its reuse is recognized.
	 */
	private static Set<String> removed(TokenHashes read, TokenHashes saved) {
		Set<String> gone = read.without(saved);
		gone.remove(read.refreshToken());
		return gone;
	}

	/**
	 * Access tokens are not looked up here, so they don't end by being gone.
	 */
	@Override
	public void remove(OAuth2Authorization authorization) {
		if (authorization.getAccessToken() != null) {
			end(authorization);
		}
		else {
			this.store.remove(authorization.getId());
		}
	}

	@Override
	public void removeByClient(String registeredClientId) {
		for (StoredAuthorization stored : this.store.findByClientHash(Sha256.base64(registeredClientId))) {
			OAuth2Authorization authorization = read(stored, Map.of());
			if (authorization != null) {
				end(authorization);
			}
			this.store.remove(stored.id());
		}
	}

	@Override
	public List<OAuth2Authorization> findByPrincipalName(String principalName) {
		return this.store.findByPrincipalName(principalName)
			.stream()
			.map((stored) -> read(stored, Map.of()))
			.filter(Objects::nonNull)
			.filter((authorization) -> authorization.getPrincipalName().equals(principalName))
			.toList();
	}

	/**
	 * First its tokens, and of exactly the version that is there: a client that refreshes
	 * at the same time either comes too late, or its new tokens are ended as well.
	 */
	@Override
	public void end(OAuth2Authorization authorization) {
		OAuth2Authorization current = authorization;
		while (current != null) {
			try {
				save(Revision.ended(current));
				this.store.remove(current.getId());
				return;
			}
			catch (ConcurrentChangeException ex) {
				current = findById(authorization.getId());
			}
		}
	}

	@Override
	public @Nullable OAuth2Authorization findById(String id) {
		return read(this.store.findById(id), Map.of());
	}

	@Override
	public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType tokenType) {
		String hash = Sha256.base64(token);
		OAuth2Authorization authorization = read(this.store.findByTokenHash(hash), Map.of(hash, token));
		if (authorization == null) {
			return null;
		}
		if (Revision.of(authorization).tokens().contain(hash, tokenType)) {
			return authorization;
		}
		return (tokenType != null && OAuth2TokenType.REFRESH_TOKEN.equals(tokenType))
				? ofRotated(token, hash, authorization) : null;
	}

	private @Nullable OAuth2Authorization read(@Nullable StoredAuthorization stored, Map<String, String> shown) {
		return (stored != null) ? this.codec.decode(stored, shown).orElse(null) : null;
	}

	/**
	 * The authorization as it was before a refresh token was rotated, if the answer to
	 * that may be on its way still.
	 */
	private @Nullable OAuth2Authorization ofRotated(String token, String hash, OAuth2Authorization authorization) {
		OAuth2Authorization.Token<OAuth2RefreshToken> current = authorization.getRefreshToken();
		if (current == null || current.isInvalidated()) {
			return null;
		}
		Revision.Rotated rotated = Revision.of(authorization).rotated();
		if (rotated != null && rotated.hash().equals(hash)
				&& this.clock.instant().isBefore(rotated.at().plus(this.repetitionTolerated))) {
			OAuth2RefreshToken successor = current.getToken();
			return OAuth2Authorization.from(authorization)
				.refreshToken(new OAuth2RefreshToken(token, successor.getIssuedAt(), successor.getExpiresAt()))
				.build();
		}
		logger.warn("A refresh token was used again after it had been rotated. Its grant is revoked, "
				+ "since either the client or a thief has a token too many.");
		save(OAuth2Authorization.from(authorization).invalidate(current.getToken()).build());
		this.replayed.accept(authorization);
		return null;
	}

	private void reportRevoked(OAuth2Authorization.@Nullable Token<OAuth2AccessToken> accessToken) {
		if (accessToken == null) {
			return;
		}
		Map<String, Object> claims = accessToken.getClaims();
		Instant expiresAt = accessToken.getToken().getExpiresAt();
		if (claims != null && claims.get(JwtClaimNames.JTI) instanceof String jti && expiresAt != null) {
			this.revoked.accept(jti, expiresAt);
		}
	}

	/**
	 * When the last of the tokens expires. A spent code is kept a while, so that its
	 * replay is recognized.
	 */
	private Instant expiry(OAuth2Authorization authorization) {
		Instant pending = this.clock.instant().plus(PENDING);
		return Stream
			.of(authorization.getToken(OAuth2AuthorizationCode.class), authorization.getAccessToken(),
					authorization.getRefreshToken())
			.filter(Objects::nonNull)
			.map((token) -> token.getToken().getExpiresAt())
			.filter(Objects::nonNull)
			.filter(pending::isBefore)
			.max(Instant::compareTo)
			.orElse(pending);
	}

}
