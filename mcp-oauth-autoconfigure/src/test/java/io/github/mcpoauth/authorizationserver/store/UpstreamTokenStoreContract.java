package io.github.mcpoauth.authorizationserver.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.support.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every store of upstreams' tokens does.
 */
abstract class UpstreamTokenStoreContract {

	private static final Duration LIFETIME = Duration.ofMinutes(10);

	/** Of now, for a store may have its own idea of the time. */
	final MutableClock clock = new MutableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));

	/** Stores may be shared with other tests, so everything has a name of its own. */
	private final String run = UUID.randomUUID().toString();

	abstract UpstreamTokenStore store();

	/** Another instance of the application with the same store. */
	abstract UpstreamTokenStore otherInstance();

	@Test
	void findWhenSavedThenAsItWas() {
		StoredUpstreamTokens saved = new StoredUpstreamTokens(id("a"), UUID.randomUUID().toString(),
				this.clock.instant().plusSeconds(10), expiry(), "x".repeat(60_000));
		assertThat(store().save(saved, null)).isTrue();
		assertThat(store().find(saved.id())).isEqualTo(saved);
		assertThat(otherInstance().find(saved.id())).isEqualTo(saved);
		assertThat(store().find(id("another"))).isNull();
	}

	@Test
	void saveWhenRevisionIsTheOneThatIsThereThenReplaced() {
		StoredUpstreamTokens first = tokens("a");
		StoredUpstreamTokens second = tokens("a");
		store().save(first, null);
		assertThat(otherInstance().save(second, first.revision())).isTrue();
		assertThat(store().find(id("a"))).isEqualTo(second);
	}

	@Test
	void saveWhenSomethingElseIsThereThenItStays() {
		StoredUpstreamTokens first = tokens("a");
		StoredUpstreamTokens second = tokens("a");
		store().save(first, null);
		assertThat(store().save(second, null)).isFalse();
		assertThat(otherInstance().save(second, "another revision")).isFalse();
		assertThat(store().find(id("a"))).isEqualTo(first);
	}

	/** What a person has taken back must not come back with a refresh. */
	@Test
	void saveWhenItWasRemovedThenStaysRemoved() {
		StoredUpstreamTokens first = tokens("a");
		store().save(first, null);
		otherInstance().remove(id("a"), null);
		assertThat(store().save(tokens("a"), first.revision())).isFalse();
		assertThat(store().find(id("a"))).isNull();
	}

	@Tag("FT19")
	@Test
	void saveWhenManyReplaceTheSameThenOneSucceeds() {
		StoredUpstreamTokens first = tokens("a");
		store().save(first, null);
		long successes = IntStream.range(0, 32)
			.parallel()
			.filter((i) -> ((i % 2 == 0) ? store() : otherInstance()).save(tokens("a"), first.revision()))
			.count();
		assertThat(successes).isOne();
	}

	@Tag("FT19")
	@Test
	void saveWhenManyAreTheFirstThenOneSucceeds() {
		long successes = IntStream.range(0, 32)
			.parallel()
			.filter((i) -> ((i % 2 == 0) ? store() : otherInstance()).save(tokens("a"), null))
			.count();
		assertThat(successes).isOne();
	}

	@Test
	void removeWhenThereThenGoneEverywhereAndOthersStay() {
		store().save(tokens("a"), null);
		store().save(tokens("b"), null);
		assertThat(otherInstance().remove(id("a"), null)).isTrue();
		assertThat(otherInstance().remove(id("a"), null)).isFalse();
		assertThat(store().find(id("a"))).isNull();
		assertThat(store().find(id("b"))).isNotNull();
	}

	@Test
	void removeWhenRevisionIsAnotherThenStays() {
		StoredUpstreamTokens saved = tokens("a");
		store().save(saved, null);
		assertThat(otherInstance().remove(id("a"), "another revision")).isFalse();
		assertThat(store().find(id("a"))).isEqualTo(saved);
		assertThat(otherInstance().remove(id("a"), saved.revision())).isTrue();
		assertThat(store().find(id("a"))).isNull();
	}

	@Test
	void findWhenExpiredThenAsIfThereWereNothing() {
		StoredUpstreamTokens first = tokens("a");
		store().save(first, null);
		this.clock.advance(LIFETIME);
		assertThat(store().find(id("a"))).isNull();
		assertThat(store().remove(id("a"), null)).isFalse();
		assertThat(store().save(tokens("a"), first.revision())).isFalse();
		StoredUpstreamTokens second = tokens("a");
		assertThat(store().save(second, null)).isTrue();
		assertThat(store().find(id("a"))).isEqualTo(second);
	}

	final StoredUpstreamTokens tokens(String name) {
		return new StoredUpstreamTokens(id(name), UUID.randomUUID().toString(), Instant.EPOCH, expiry(),
				"content of " + name);
	}

	final Instant expiry() {
		return this.clock.instant().plus(LIFETIME);
	}

	final String id(String name) {
		return Sha256.base64(this.run + name);
	}

}
