package io.github.mcpoauth.authorizationserver.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.support.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every store of consents does.
 */
abstract class ConsentStoreContract {

	private static final Duration LIFETIME = Duration.ofMinutes(10);

	/** Of now, for a store may have its own idea of the time. */
	final MutableClock clock = new MutableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));

	/** Stores may be shared with other tests, so everything has a name of its own. */
	private final String run = UUID.randomUUID().toString();

	private final String person = "alice " + this.run;

	abstract ConsentStore store();

	/** Another instance of the application with the same store. */
	abstract ConsentStore otherInstance();

	@Test
	void findWhenSavedThenAsItWas() {
		StoredConsent saved = consent("a");
		store().save(saved);
		assertThat(store().find(saved.id())).isEqualTo(saved);
		assertThat(otherInstance().find(saved.id())).isEqualTo(saved);
		assertThat(otherInstance().findByPrincipalName(this.person)).containsExactly(saved);
		assertThat(store().find(hash("another"))).isNull();
		assertThat(store().findByPrincipalName("bob " + this.run)).isEmpty();
	}

	@Test
	void findWhenContentIsLongOrNameIsUnusualThenAsItWas() {
		StoredConsent saved = new StoredConsent(hash("a"), hash("client"), "Zoë 'or'\"1\"=\"1\"; 日本 " + this.run,
				expiry(), "x".repeat(60_000));
		store().save(saved);
		assertThat(store().find(saved.id())).isEqualTo(saved);
		assertThat(store().findByPrincipalName(saved.principalName())).containsExactly(saved);
		assertThat(store().findByPrincipalName(saved.principalName().toUpperCase(Locale.ROOT))).isEmpty();
	}

	@Test
	void saveWhenThereIsOneThenReplaced() {
		store().save(consent("a"));
		StoredConsent second = new StoredConsent(hash("a"), hash("client"), this.person, expiry().plusSeconds(60),
				"more content");
		otherInstance().save(second);
		assertThat(store().find(second.id())).isEqualTo(second);
		assertThat(store().findByPrincipalName(this.person)).containsExactly(second);
	}

	@Tag("FT19")
	@Test
	void saveWhenManySaveTheSameThenAllSucceedAndThereIsOne() {
		IntStream.range(0, 32).parallel().forEach((i) -> ((i % 2 == 0) ? store() : otherInstance()).save(consent("a")));
		assertThat(store().findByPrincipalName(this.person)).containsExactly(consent("a"));
	}

	@Test
	void removeWhenThereThenGoneEverywhere() {
		store().save(consent("a"));
		store().save(consent("b"));
		otherInstance().remove(hash("a"));
		otherInstance().remove(hash("a"));
		assertThat(store().find(hash("a"))).isNull();
		assertThat(store().findByPrincipalName(this.person)).containsExactly(consent("b"));
	}

	@Test
	void removeByClientHashWhenThereThenOnlyTheClientsAreGone() {
		store().save(consent("a"));
		store().save(consent("b"));
		StoredConsent other = new StoredConsent(hash("c"), hash("another client"), this.person, expiry(), "content");
		store().save(other);
		otherInstance().removeByClientHash(hash("client"));
		assertThat(store().findByPrincipalName(this.person)).containsExactly(other);
		assertThat(store().find(hash("b"))).isNull();
	}

	@Test
	void findWhenExpiredThenNothing() {
		store().save(consent("a"));
		this.clock.advance(LIFETIME);
		assertThat(store().find(hash("a"))).isNull();
		assertThat(store().findByPrincipalName(this.person)).isEmpty();
	}

	@Test
	void saveWhenExpiredThenAsIfThereWereNone() {
		store().save(consent("a"));
		this.clock.advance(LIFETIME);
		StoredConsent second = consent("a");
		store().save(second);
		assertThat(store().find(hash("a"))).isEqualTo(second);
	}

	final StoredConsent consent(String name) {
		return new StoredConsent(hash(name), hash("client"), this.person, expiry(), "content of " + name);
	}

	private Instant expiry() {
		return this.clock.instant().plus(LIFETIME);
	}

	final String hash(String name) {
		return Sha256.base64(this.run + name);
	}

}
