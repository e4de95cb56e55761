package io.github.mcpoauth.authorizationserver.store;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;

/**
 * What an authorization was like when it was read. It travels with the authorization as
 * an attribute, so that what is saved later is a change of exactly this. Immutable.
 *
 * @param version the version that was read; 0 if there was none
 * @param tokens the tokens that it had
 * @param rotated the refresh token before that, or {@code null} if there was none
 */
record Revision(long version, TokenHashes tokens, @Nullable Rotated rotated) {

	private static final String ATTRIBUTE = Revision.class.getName();

	private static final Revision NONE = new Revision(0, TokenHashes.none(), null);

	static Revision of(OAuth2Authorization authorization) {
		Revision revision = authorization.getAttribute(ATTRIBUTE);
		return (revision != null) ? revision : NONE;
	}

	OAuth2Authorization in(OAuth2Authorization authorization) {
		return OAuth2Authorization.from(authorization).attribute(ATTRIBUTE, this).build();
	}

	static boolean isNameOf(String attribute) {
		return ATTRIBUTE.equals(attribute);
	}

	/**
	 * An authorization none of whose tokens are good any more.
	 */
	static OAuth2Authorization ended(OAuth2Authorization authorization) {
		OAuth2Authorization.Builder builder = OAuth2Authorization.from(authorization);
		Stream
			.of(authorization.getToken(OAuth2AuthorizationCode.class), authorization.getAccessToken(),
					authorization.getRefreshToken())
			.filter(Objects::nonNull)
			.forEach((token) -> builder.invalidate(token.getToken()));
		return builder.build();
	}

	/**
	 * The refresh token before the one that is saved now. One that is saved again was
	 * rotated to before.
	 */
	@Nullable Rotated rotatedBy(TokenHashes saved, Instant now) {
		String current = this.tokens.refreshToken();
		return (current != null && !current.equals(saved.refreshToken())) ? new Rotated(current, now) : this.rotated;
	}

	/**
	 * A refresh token that has a successor.
	 *
	 * @param hash its hash
	 * @param at when it was used for the first time
	 */
	record Rotated(String hash, Instant at) {
	}

}
