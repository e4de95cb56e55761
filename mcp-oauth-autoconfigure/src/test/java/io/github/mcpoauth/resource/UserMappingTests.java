package io.github.mcpoauth.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import io.github.mcpoauth.support.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long a user is remembered.
 */
class UserMappingTests {

	private static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);

	private final MutableClock clock = new MutableClock();

	private final AtomicInteger calls = new AtomicInteger();

	private final UserMapping mapping = new UserMapping((caller) -> this.calls.incrementAndGet(),
			new TokenCacheSettings(10, TIME_TO_LIVE), this.clock);

	@Test
	void userWhenTimeIsUpThenAskedAgain() {
		Authentication alice = caller(this.clock.instant().plusSeconds(3600));
		this.mapping.userOf(alice);
		this.clock.advance(TIME_TO_LIVE.minusMillis(1));
		assertThat(this.mapping.userOf(alice)).isEqualTo(1);
		this.clock.advance(Duration.ofMillis(1));
		assertThat(this.mapping.userOf(alice)).isEqualTo(2);
	}

	@Test
	void userWhenTokenHasExpiredThenForgotten() {
		Authentication alice = caller(this.clock.instant().plusSeconds(10));
		this.mapping.userOf(alice);
		this.clock.advance(Duration.ofSeconds(10));
		assertThat(this.mapping.userOf(alice)).isEqualTo(2);
	}

	private static Authentication caller(Instant expiry) {
		return new JwtAuthenticationToken(
				Jwt.withTokenValue("a-token").header("alg", "RS256").subject("alice").expiresAt(expiry).build(),
				AuthorityUtils.NO_AUTHORITIES);
	}

}
