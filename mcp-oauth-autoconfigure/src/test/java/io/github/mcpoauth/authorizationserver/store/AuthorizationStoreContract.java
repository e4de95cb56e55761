package io.github.mcpoauth.authorizationserver.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.support.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every store of authorizations does.
 */
abstract class AuthorizationStoreContract {

	private static final Duration LIFETIME = Duration.ofMinutes(10);

	/** Of now, for a store may have its own idea of the time. */
	final MutableClock clock = new MutableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));

	/** Stores may be shared with other tests, so everything has a name of its own. */
	private final String id = UUID.randomUUID().toString();

	private final String person = "alice " + this.id;

	abstract AuthorizationStore store();

	/** Another instance of the application with the same store. */
	abstract AuthorizationStore otherInstance();

	@Test
	void findWhenSavedThenAsItWas() {
		StoredAuthorization saved = version(1);
		assertThat(store().save(saved, hashes("a", "b"), Set.of())).isTrue();
		assertThat(store().findById(this.id)).isEqualTo(saved);
		assertThat(otherInstance().findByTokenHash(hash("a"))).isEqualTo(saved);
		assertThat(otherInstance().findByTokenHash(hash("b"))).isEqualTo(saved);
		assertThat(store().findByPrincipalName(this.person)).containsExactly(saved);
		assertThat(otherInstance().findByClientHash(saved.clientHash())).containsExactly(saved);
		assertThat(store().findByClientHash("another")).isEmpty();
	}

	@Test
	void findWhenThereIsNoneThenNothing() {
		assertThat(store().findById(this.id)).isNull();
		assertThat(store().findByTokenHash(hash("a"))).isNull();
		assertThat(store().findByPrincipalName(this.person)).isEmpty();
	}

	@Test
	void findWhenContentIsLongOrNameIsUnusualThenAsItWas() {
		StoredAuthorization saved = new StoredAuthorization(this.id, 1, "c".repeat(44),
				"Zoë 'or'\"1\"=\"1\"; 日本 " + this.id, expiry(), "x".repeat(60_000));
		assertThat(store().save(saved, hashes("a"), Set.of())).isTrue();
		assertThat(store().findById(this.id)).isEqualTo(saved);
		assertThat(store().findByPrincipalName(saved.principalName())).containsExactly(saved);
		assertThat(store().findByPrincipalName(saved.principalName().toUpperCase(Locale.ROOT))).isEmpty();
	}

	@Test
	void saveWhenItIsTheNextVersionThenHashesComeAndGo() {
		store().save(version(1), hashes("a", "b"), Set.of());
		StoredAuthorization second = version(2);
		assertThat(otherInstance().save(second, hashes("c"), hashes("a"))).isTrue();
		assertThat(store().findByTokenHash(hash("a"))).isNull();
		assertThat(store().findByTokenHash(hash("b"))).isEqualTo(second);
		assertThat(store().findByTokenHash(hash("c"))).isEqualTo(second);
		assertThat(store().findByPrincipalName(this.person)).containsExactly(second);
	}

	/** Nothing of it is saved: neither the content nor a hash. */
	@Tag("C2")
	@Test
	void saveWhenItIsNotTheNextVersionThenNothingChanges() {
		StoredAuthorization first = version(1);
		store().save(first, hashes("a"), Set.of());
		for (long version : new long[] { 0, 1, 3 }) {
			assertThat(store().save(version(version), hashes("b"), hashes("a"))).as("version " + version).isFalse();
		}
		assertThat(store().findById(this.id)).isEqualTo(first);
		assertThat(store().findByTokenHash(hash("a"))).isEqualTo(first);
		assertThat(store().findByTokenHash(hash("b"))).isNull();
	}

	@Test
	void saveWhenItWasRemovedMeanwhileThenNotSaved() {
		store().save(version(1), hashes("a"), Set.of());
		otherInstance().remove(this.id);
		assertThat(store().save(version(2), hashes("b"), Set.of())).isFalse();
		assertThat(store().findById(this.id)).isNull();
		assertThat(store().findByTokenHash(hash("b"))).isNull();
	}

	@Test
	void saveWhenSavedAgainAfterRemovalThenOldHashesDoNotFindIt() {
		store().save(version(1), hashes("a"), Set.of());
		store().remove(this.id);
		assertThat(store().save(version(1), hashes("b"), Set.of())).isTrue();
		assertThat(store().findByTokenHash(hash("b"))).isNotNull();
	}

	@Test
	void saveWhenHashIsThereAlreadyThenItStays() {
		store().save(version(1), hashes("a"), Set.of());
		assertThat(store().save(version(2), hashes("a"), Set.of())).isTrue();
		assertThat(store().findByTokenHash(hash("a"))).isEqualTo(version(2));
	}

	@Tag("C2")
	@Tag("FT19")
	@Test
	void saveWhenManyTryTheSameVersionThenOneSucceeds() throws Exception {
		store().save(version(1), hashes("a"), Set.of());
		List<Callable<Boolean>> attempts = new ArrayList<>();
		IntStream.range(0, 32).forEach((i) -> {
			AuthorizationStore instance = (i % 2 == 0) ? store() : otherInstance();
			attempts.add(() -> instance.save(version(2), hashes("from " + i), hashes("a")));
		});
		assertThat(succeeded(attempts)).isEqualTo(1);
		assertThat(IntStream.range(0, 32).filter((i) -> store().findByTokenHash(hash("from " + i)) != null)).hasSize(1);
	}

	@Test
	void saveWhenManyMakeTheSameThenOneSucceeds() throws Exception {
		List<Callable<Boolean>> attempts = new ArrayList<>();
		IntStream.range(0, 32)
			.forEach((i) -> attempts.add(() -> store().save(version(1), hashes("from " + i), Set.of())));
		assertThat(succeeded(attempts)).isEqualTo(1);
	}

	private static long succeeded(List<Callable<Boolean>> attempts) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(attempts.size());
		try {
			long succeeded = 0;
			for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
				succeeded += attempt.get() ? 1 : 0;
			}
			return succeeded;
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void removeWhenThereThenNeitherItNorItsTokensAreFound() {
		store().save(version(1), hashes("a"), Set.of());
		store().save(version(2), hashes("b"), Set.of());
		store().remove(this.id);
		store().remove(this.id);
		assertThat(otherInstance().findById(this.id)).isNull();
		assertThat(otherInstance().findByTokenHash(hash("a"))).isNull();
		assertThat(otherInstance().findByTokenHash(hash("b"))).isNull();
		assertThat(otherInstance().findByPrincipalName(this.person)).isEmpty();
		assertThat(otherInstance().findByClientHash(hash("client"))).isEmpty();
	}

	@Test
	void findWhenExpiredThenNothing() {
		store().save(version(1), hashes("a"), Set.of());
		pass(LIFETIME);
		assertThat(store().findById(this.id)).isNull();
		assertThat(store().findByTokenHash(hash("a"))).isNull();
		assertThat(store().findByPrincipalName(this.person)).isEmpty();
	}

	@Test
	void saveWhenExpiredThenAsIfThereWereNone() {
		store().save(version(1), hashes("a"), Set.of());
		pass(LIFETIME);
		assertThat(store().save(version(2), hashes("b"), Set.of())).isFalse();
		assertThat(store().save(version(1), hashes("c"), Set.of())).isTrue();
		assertThat(store().findByTokenHash(hash("c"))).isEqualTo(version(1));
	}

	/** Makes the store believe that time has passed. */
	void pass(Duration duration) {
		this.clock.advance(duration);
	}

	final StoredAuthorization version(long version) {
		return new StoredAuthorization(this.id, version, hash("client"), this.person, expiry(), "content " + version);
	}

	private Instant expiry() {
		return this.clock.instant().plus(LIFETIME);
	}

	final Set<String> hashes(String... names) {
		return Set.copyOf(Arrays.stream(names).map(this::hash).toList());
	}

	final String hash(String name) {
		return Sha256.base64(this.id + name);
	}

}
