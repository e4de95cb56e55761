package io.github.mcpoauth.authorizationserver.introspection;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import org.springframework.security.oauth2.jwt.Jwt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Access tokens that were revoked before they expired.
 */
class RevokedAccessTokensTests {

	private final RevokedAccessTokens revoked = new RevokedAccessTokens();

	@Test
	void validateWhenRevokedThenRefusedAndOthersAreNot() {
		this.revoked.add("revoked", Instant.now().plusSeconds(60));
		assertThat(this.revoked.validate(token("revoked")).hasErrors()).isTrue();
		assertThat(this.revoked.validate(token("another")).hasErrors()).isFalse();
	}

	/** The resource accepts a token for a minute longer, for the sake of other clocks. */
	@Test
	void validateWhenRevokedTokenHasJustExpiredThenStillRefused() {
		this.revoked.add("revoked", Instant.now().minusSeconds(60));
		assertThat(this.revoked.validate(token("revoked")).hasErrors()).isTrue();
	}

	private static Jwt token(String id) {
		return Jwt.withTokenValue("token").header("alg", "RS256").jti(id).build();
	}

}
