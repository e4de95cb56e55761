package io.github.mcpoauth.authorizationserver.login;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.authorizationserver.store.InMemoryUpstreamTokenStore;
import io.github.mcpoauth.authorizationserver.store.StoredUpstreamTokens;
import io.github.mcpoauth.jose.KeyRing;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.support.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a provider is not asked. Its client is missing here: who asked it would fail.
 */
class TokenRefreshTests {

	private static final String ALICE = "https://idp.example|alice";

	private final MutableClock clock = new MutableClock();

	private final TokenKeeper keeper = new TokenKeeper(new InMemoryUpstreamTokenStore(this.clock),
			new Sealer(KeyRing.random(), this.clock), this.clock, Duration.ofDays(30));

	private final TokenRefresh refresh = new TokenRefresh(this.keeper);

	private void keep(@Nullable String refreshToken) {
		long now = this.clock.millis();
		this.keeper.keep(new KeptTokens(ALICE, "idp", "access", now, now + Duration.ofHours(1).toMillis(), refreshToken,
				List.of()));
	}

	private @Nullable String current() {
		KeptTokens tokens = this.refresh.current(ALICE,
				new LoginUpstream("idp", "IdP", "client", Set.of(), Map.of(), null, null, null, null, null, true));
		return (tokens != null) ? tokens.accessToken() : null;
	}

	@Test
	void currentWhenItEndsSoonAndCannotBeRefreshedThenStillGoodUntilItEnds() {
		keep(null);
		this.clock.advance(Duration.ofMinutes(60).minusMillis(1));
		assertThat(current()).isEqualTo("access");
		this.clock.advance(Duration.ofMillis(1));
		assertThat(current()).isNull();
	}

	/** Nobody waits for another instance while there is a token to use. */
	@Tag("FT19")
	@Test
	void currentWhenItEndsSoonAndAnotherInstanceRefreshesItThenStillGood() {
		keep("refresh");
		this.clock.advance(Duration.ofMinutes(59).plusSeconds(30));
		this.keeper.claim(this.keeper.find(ALICE), this.clock.instant().plusSeconds(10));
		assertThat(current()).isEqualTo("access");
	}

	/** What another instance has claimed and saved is not this one's to replace. */
	@Tag("FT18")
	@Test
	void replaceWhenSomebodyElseHasSavedThenNothingIsReplaced() {
		keep("refresh-1");
		TokenKeeper.Kept before = this.keeper.find(ALICE);
		assertThat(this.keeper.claim(before, this.clock.instant().plusSeconds(10))).isNotNull();
		assertThat(this.keeper.claim(before, this.clock.instant().plusSeconds(10))).isNull();
		keep("refresh-2");
		assertThat(this.keeper.replace(before, before.tokens())).isFalse();
		this.keeper.remove(before);
		assertThat(this.keeper.find(ALICE).tokens().refreshToken()).isEqualTo("refresh-2");
	}

	/** They are kept for so long after a login, however often they are refreshed. */
	@Test
	void replaceWhenRefreshedThenNotKeptLonger() {
		keep("refresh");
		this.clock.advance(Duration.ofDays(29));
		TokenKeeper.Kept kept = this.keeper.find(ALICE);
		assertThat(this.keeper.replace(kept, kept.tokens())).isTrue();
		this.clock.advance(Duration.ofDays(1));
		assertThat(this.keeper.find(ALICE)).isNull();
	}

	/** A refresh token of one provider is no other one's to see. */
	@Tag("B3")
	@Test
	void keepWhenTokensBeforeWereOfAnotherUpstreamThenTheirRefreshTokenIsGone() {
		keep("refresh");
		this.keeper.keep(new KeptTokens(ALICE, "other", "access", this.clock.millis(), null, null, List.of()));
		assertThat(this.keeper.find(ALICE).tokens().refreshToken()).isNull();
	}

	/** A minute before the end, or less with tokens that end soon anyway. */
	@Test
	void currentWhenThereIsTimeThenNobodyIsAsked() {
		keep("refresh");
		this.clock.advance(Duration.ofMinutes(59).minusMillis(1));
		assertThat(current()).isEqualTo("access");
		assertThat(this.keeper.find(ALICE).tokens().isDue(this.clock.instant())).isFalse();
		this.clock.advance(Duration.ofMillis(1));
		assertThat(this.keeper.find(ALICE).tokens().isDue(this.clock.instant())).isTrue();
	}

	/** Else each use of a token that is good for a minute would be a refresh. */
	@Test
	void isDueWhenItIsGoodForAMinuteThenInItsLastQuarter() {
		long now = this.clock.millis();
		KeptTokens tokens = new KeptTokens(ALICE, "idp", "access", now, now + 60_000, "refresh", List.of());
		assertThat(tokens.isDue(this.clock.instant().plusMillis(44_999))).isFalse();
		assertThat(tokens.isDue(this.clock.instant().plusMillis(45_000))).isTrue();
	}

	@Test
	void isDueWhenItHasNoExpiryThenNever() {
		KeptTokens tokens = new KeptTokens(ALICE, "idp", "access", this.clock.millis(), null, "refresh", List.of());
		assertThat(tokens.isDue(this.clock.instant().plus(Duration.ofDays(3650)))).isFalse();
	}

	/** Whoever can write to the store must not pass on what another user has. */
	@Tag("B3")
	@Test
	void findWhenRowIsAnotherUsersThenNothing() {
		InMemoryUpstreamTokenStore store = new InMemoryUpstreamTokenStore(this.clock);
		TokenKeeper tampered = new TokenKeeper(store, new Sealer(KeyRing.random(), this.clock), this.clock,
				Duration.ofDays(30));
		tampered.keep(new KeptTokens(ALICE, "idp", "access", this.clock.millis(), null, null, List.of()));
		TokenKeeper.Kept alices = tampered.find(ALICE);
		tampered.keep(new KeptTokens("mallory", "idp", "other", this.clock.millis(), null, null, List.of()));
		TokenKeeper.Kept mallorys = tampered.find("mallory");
		StoredUpstreamTokens row = mallorys.stored();
		assertThat(store.save(new StoredUpstreamTokens(row.id(), "next", row.claimedUntil(), row.expiresAt(),
				alices.stored().content()), row.revision()))
			.isTrue();
		assertThat(tampered.find("mallory")).isNull();
	}

}
