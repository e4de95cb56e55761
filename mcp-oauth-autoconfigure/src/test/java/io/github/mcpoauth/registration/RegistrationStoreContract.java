package io.github.mcpoauth.registration;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What every {@link RegistrationStore} does. A store's tests extend this class.
 */
abstract class RegistrationStoreContract {

	/** Stores that forget by themselves do so by their own clock. */
	static final Instant START = Instant.now().truncatedTo(ChronoUnit.SECONDS);

	/** Makes an empty store. */
	abstract RegistrationStore store(int maximum);

	@Test
	void findWhenInsertedThenAllThatWasInserted() {
		RegistrationStore store = store(10);
		Registration registration = registration("client_a", 0, START.plusSeconds(90));
		store.insert(registration);
		assertThat(store.find("client_a")).contains(registration);
		assertThat(store.find("client_b")).isEmpty();
		assertThat(store.find("")).isEmpty();
	}

	/** They come from strangers. */
	@Tag("K2")
	@ParameterizedTest
	@ValueSource(strings = { "client_a' OR '1'='1", "client_\0", "client_\uD800", "client_ä", "client_a ", "client_%" })
	void findWhenIdentifierCanNotBeOneThenNothing(String clientId) {
		RegistrationStore store = store(10);
		store.insert(registration("client_a", 0, null));
		assertThat(store.find(clientId)).isEmpty();
		store.touch(clientId, START);
		assertThat(store.find("client_" + "x".repeat(100_000))).isEmpty();
		assertThat(store.find("client_a").orElseThrow().lastUsedAt()).isNull();
	}

	@Test
	void insertWhenIdentifierIsTakenThenRefusedAndTheFirstStays() {
		RegistrationStore store = store(10);
		store.insert(registration("client_a", 0, null));
		assertThatIllegalStateException().isThrownBy(() -> store.insert(registration("client_a", 1, null)));
		assertThat(store.find("client_a").orElseThrow().issuedAt()).isEqualTo(START);
	}

	@Test
	void replaceWhenVersionIsTheExpectedOneThenReplaced() {
		RegistrationStore store = store(10);
		Registration first = registration("client_a", 0, null);
		store.insert(first);
		Registration second = first.replacedBy(Map.of("client_name", "B"), List.of("s2"), List.of("t2", "t1"));
		assertThat(store.replace(second, 0)).isTrue();
		assertThat(store.find("client_a")).contains(second);
		assertThat(store.replace(first.replacedBy(Map.of(), List.of(), List.of()), 0)).isFalse();
		assertThat(store.find("client_a")).contains(second);
	}

	@Test
	void replaceWhenExpiryIsAnotherThenThatCounts() {
		RegistrationStore store = store(10);
		store.insert(registration("client_a", 0, START.plusSeconds(90)));
		store.insert(registration("client_b", 0, null));
		assertThat(store.replace(expiringAt(null, "client_a"), 0)).isTrue();
		assertThat(store.replace(expiringAt(START.plusSeconds(90), "client_b"), 0)).isTrue();
		assertThat(store.evict(START.plusSeconds(90), Instant.EPOCH, 10)).isEqualTo(1);
		assertThat(store.find("client_a")).contains(expiringAt(null, "client_a"));
		assertThat(store.find("client_b")).isEmpty();
	}

	private static Registration expiringAt(Instant expiresAt, String clientId) {
		return registration(clientId, 0, expiresAt).replacedBy(Map.of(), List.of(), List.of());
	}

	@Test
	void replaceWhenClientWasDeletedThenItStaysAway() {
		RegistrationStore store = store(10);
		Registration first = registration("client_a", 0, null);
		store.insert(first);
		store.delete("client_a");
		assertThat(store.replace(first.replacedBy(Map.of(), List.of(), List.of()), 0)).isFalse();
		assertThat(store.find("client_a")).isEmpty();
	}

	@Test
	void replaceWhenClientWasUsedMeanwhileThenThatIsKept() {
		RegistrationStore store = store(10);
		Registration first = registration("client_a", 0, null);
		store.insert(first);
		store.touch("client_a", START.plusSeconds(5));
		assertThat(store.replace(first.replacedBy(Map.of(), List.of(), List.of()), 0)).isTrue();
		assertThat(store.find("client_a").orElseThrow().lastUsedAt()).isEqualTo(START.plusSeconds(5));
	}

	@Test
	void deleteWhenThereIsOneThenToldOnce() {
		RegistrationStore store = store(10);
		store.insert(registration("client_a", 0, null));
		assertThat(store.delete("client_a")).isTrue();
		assertThat(store.delete("client_a")).isFalse();
		assertThat(store.find("client_a")).isEmpty();
	}

	@Test
	void deleteWhenClientWasUsedThenItIsGoneAsWell() {
		RegistrationStore store = store(10);
		store.insert(registration("client_a", 0, null));
		store.touch("client_a", START);
		assertThat(store.delete("client_a")).isTrue();
		assertThat(store.find("client_a")).isEmpty();
	}

	@Test
	void touchWhenThereIsNoClientThenNothing() {
		RegistrationStore store = store(10);
		store.touch("client_a", START);
		assertThat(store.find("client_a")).isEmpty();
	}

	@Tag("K1")
	@Tag("FT22")
	@Test
	void insertWhenTenThousandRegisterThenBoundedAndWhatIsUsedSurvives() {
		RegistrationStore store = store(100);
		store.insert(registration("client_used", 0, null));
		store.touch("client_used", START);
		IntStream.range(0, 10_000).forEach((i) -> store.insert(registration("client_" + i, i, null)));
		assertThat(store.find("client_used")).isPresent();
		assertThat(IntStream.range(0, 10_000).filter((i) -> store.find("client_" + i).isPresent()))
			.containsExactlyElementsOf(IntStream.range(9901, 10_000).boxed().toList());
	}

	@Tag("K1")
	@Test
	void insertWhenAllAreUsedThenTheOneThatWasLongestNotGoes() {
		RegistrationStore store = store(3);
		List.of("client_a", "client_b", "client_c")
			.forEach((id) -> store.insert(registration(id, id.charAt(7) - 'a', null)));
		store.touch("client_b", START.plusSeconds(4));
		store.touch("client_c", START.plusSeconds(5));
		store.touch("client_a", START.plusSeconds(9));
		store.insert(registration("client_d", 3, null));
		assertThat(store.find("client_b")).isEmpty();
		assertThat(List.of("client_a", "client_c", "client_d")).allMatch((id) -> store.find(id).isPresent());
	}

	@Tag("FT22")
	@Test
	void evictWhenExpiredOrNeverUsedThenGone() {
		RegistrationStore store = store(10);
		Instant now = START.plus(Duration.ofDays(8));
		store.insert(registration("client_expired", 0, now));
		store.insert(registration("client_expiredUsed", 0, now));
		store.insert(registration("client_alive", 0, now.plusSeconds(1)));
		store.insert(registration("client_used", 0, null));
		store.insert(registration("client_unused", 0, null));
		store.insert(registration("client_new", 1, null));
		List.of("client_expiredUsed", "client_alive", "client_used").forEach((id) -> store.touch(id, START));
		assertThat(store.evict(now, START.plusSeconds(1), 10)).isEqualTo(3);
		assertThat(List.of("client_expired", "client_expiredUsed", "client_unused"))
			.allMatch((id) -> store.find(id).isEmpty());
		assertThat(List.of("client_alive", "client_used", "client_new")).allMatch((id) -> store.find(id).isPresent());
	}

	@Tag("FT22")
	@Test
	void evictWhenThereAreManyThenInBatches() {
		RegistrationStore store = store(10);
		store.insert(registration("client_a", 0, START.plusSeconds(90)));
		store.insert(registration("client_b", 0, START.plusSeconds(90)));
		store.insert(registration("client_c", 0, null));
		store.insert(registration("client_d", 0, null));
		Instant since = START.plusSeconds(1);
		store.insert(registration("client_e", 0, START.plusSeconds(90)));
		store.touch("client_e", START);
		assertThat(store.evict(START.plusSeconds(90), since, 3)).isEqualTo(3);
		assertThat(store.evict(START.plusSeconds(90), since, 3)).isEqualTo(2);
		assertThat(store.evict(START.plusSeconds(90), since, 3)).isZero();
	}

	@Tag("K1")
	@Test
	void insertWhenManyDoAtOnceThenBoundHolds() throws Exception {
		RegistrationStore store = store(5);
		AtomicInteger next = new AtomicInteger();
		successesOf32(() -> {
			store.insert(registration("client_" + next.getAndIncrement(), 0, null));
			return true;
		});
		assertThat(IntStream.range(0, 32).filter((i) -> store.find("client_" + i).isPresent())).hasSize(5);
	}

	@Test
	void replaceWhenManyDoAtOnceThenOneSucceeds() throws Exception {
		RegistrationStore store = store(10);
		Registration first = registration("client_a", 0, null);
		store.insert(first);
		assertThat(successesOf32(() -> store.replace(first.replacedBy(Map.of(), List.of(), List.of()), 0)))
			.isEqualTo(1);
		assertThat(successesOf32(() -> store.delete("client_a"))).isEqualTo(1);
	}

	private static long successesOf32(Callable<Boolean> attempt) throws Exception {
		CountDownLatch start = new CountDownLatch(1);
		ExecutorService threads = Executors.newFixedThreadPool(32);
		try {
			List<Future<Boolean>> results = IntStream.range(0, 32).mapToObj((i) -> threads.submit(() -> {
				start.await();
				return attempt.call();
			})).toList();
			start.countDown();
			long successes = 0;
			for (Future<Boolean> result : results) {
				successes += result.get() ? 1 : 0;
			}
			return successes;
		}
		finally {
			threads.shutdownNow();
		}
	}

	static Registration registration(String clientId, int seconds, Instant expiresAt) {
		return new Registration(clientId, START.plusSeconds(seconds), expiresAt, Map.of("client_name", "Ä \"client\"",
				"redirect_uris", List.of("https://a.example/cb", "com.example:/b")), List.of("s1"), List.of("t1"), null,
				0);
	}

}
