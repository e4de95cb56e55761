package io.github.mcpoauth.registration;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.net.FetchesExhaustedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How long documents are kept, and how often they are asked for.
 */
class ClientDocumentCacheTests {

	private static final String ID = PublishedDocuments.ID;

	private final PublishedDocuments web = new PublishedDocuments();

	private final AtomicLong time = new AtomicLong();

	private final ClientDocuments documents = documents(this.web);

	@Tag("I12")
	@Checklist({ "B15", "B17" })
	@ParameterizedTest
	@CsvSource(nullValues = "null",
			value = { "null, 300", "0, 30", "10, 30", "30, 30", "100, 100", "86400, 86400", "99999999, 86400" })
	void findWhenServerSaysHowLongThenKeptThatLongWithinBounds(@Nullable Long seconds, long kept) throws Exception {
		this.web.setFreshness((seconds != null) ? Duration.ofSeconds(seconds) : null);
		this.web.publish(ID, document(""));
		this.documents.resolve(ID);
		advance(Duration.ofSeconds(kept).minusMillis(1));
		this.documents.resolve(ID);
		assertThat(this.web.fetches()).isEqualTo(1);
		advance(Duration.ofMillis(2));
		this.documents.resolve(ID);
		assertThat(this.web.fetches()).isEqualTo(2);
	}

	@Tag("I12")
	@Checklist("B15")
	@Test
	void findWhenRedirectUriIsGoneFromTheDocumentThenGoneAfterExpiry() throws Exception {
		this.web.publish(ID, document(""));
		assertThat(this.documents.resolve(ID).redirectUris()).hasSize(2);
		this.web.publish(ID, document("").replace("\"http://127.0.0.1/callback\",", ""));
		advance(Duration.ofMinutes(6));
		assertThat(this.documents.resolve(ID).redirectUris()).hasSize(1);
	}

	@Tag("I12")
	@Test
	void findWhenServerIsGoneAfterExpiryThenTheOldDocumentIsNotUsed() throws Exception {
		this.web.publish(ID, document(""));
		this.documents.resolve(ID);
		this.web.remove(ID);
		advance(Duration.ofMinutes(6));
		assertThat(refusal(ID).error().description()).contains("can't be used");
	}

	@Tag("I11")
	@Checklist("B16")
	@Test
	void findWhenDocumentCouldNotBeHadThenAskedForAgain() throws Exception {
		assertThat(refusal(ID).error().description()).contains("can't be used");
		this.web.publish(ID, "{}");
		assertThat(refusal(ID).error().description()).contains("client_id");
		this.web.publish(ID, document(""));
		this.documents.resolve(ID);
		assertThat(this.web.fetches()).isEqualTo(3);
	}

	/** Or whoever names URLs could fill the log, with a hundred lines for each. */
	@Tag("I11")
	@Test
	void findWhenDocumentCouldNotBeHadThenCacheLogsNoStackTrace() {
		List<String> logged = new CopyOnWriteArrayList<>();
		Handler handler = new Handler() {

			@Override
			public void publish(LogRecord record) {
				logged.add(record.getMessage());
			}

			@Override
			public void flush() {
			}

			@Override
			public void close() {
			}

		};
		Logger caffeine = Logger.getLogger("com.github.benmanes.caffeine.cache");
		caffeine.addHandler(handler);
		try {
			refusal(ID);
		}
		finally {
			caffeine.removeHandler(handler);
		}
		assertThat(logged).isEmpty();
	}

	@Tag("I11")
	@Test
	@Timeout(20)
	void findWhenManyAskAtTheSameTimeThenFetchedOnce() {
		this.web.publish(ID, document(""));
		assertAllFinish(true);
		assertThat(this.web.fetches()).isEqualTo(1);
	}

	@Tag("I11")
	@Test
	@Timeout(20)
	void findWhenManyAskForWhatCanNotBeHadThenFetchedOnceAndNobodyWaitsForEver() {
		assertAllFinish(false);
		assertThat(this.web.fetches()).isEqualTo(1);
	}

	private void assertAllFinish(boolean found) {
		CountDownLatch fetching = new CountDownLatch(1);
		ClientDocuments slow = documents((uri, limit) -> {
			await(fetching);
			return this.web.fetch(uri, limit);
		});
		Queue<Boolean> results = new ConcurrentLinkedQueue<>();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			Thread thread = new Thread(() -> results.add(isFound(slow)));
			thread.start();
			threads.add(thread);
		}
		while (!threads.stream().allMatch((thread) -> thread.getState() == Thread.State.WAITING)) {
			Thread.onSpinWait();
		}
		fetching.countDown();
		threads.forEach(ClientDocumentCacheTests::join);
		assertThat(results).hasSize(50).containsOnly(found);
	}

	private static void join(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static boolean isFound(ClientDocuments documents) {
		try {
			documents.resolve(ID);
			return true;
		}
		catch (UnknownClientException ex) {
			return false;
		}
	}

	@Tag("I11")
	@Checklist("B17")
	@Test
	void findWhenOneHostIsAskedForTooMuchThenBusyUntilTheMinuteIsOver() throws Exception {
		for (int i = 0; i < 30; i++) {
			assertThat(refusal("https://evil.example/" + i).isTemporary()).isFalse();
		}
		assertThat(this.web.fetches()).isEqualTo(30);
		assertThat(refusal("https://evil.example/30").isTemporary()).isTrue();
		assertThat(refusal("https://EVIL.example/30").isTemporary()).isTrue();
		assertThat(this.web.fetches()).isEqualTo(30);
		this.web.publish(ID, document(""));
		this.documents.resolve(ID);
		advance(Duration.ofSeconds(61));
		assertThat(refusal("https://evil.example/31").isTemporary()).isFalse();
	}

	@Tag("I11")
	@Test
	void findWhenTooMuchIsFetchedInTotalThenBusyButKnownClientsAreFound() throws Exception {
		this.web.publish(ID, document(""));
		this.documents.resolve(ID);
		for (int i = 1; i < 300; i++) {
			assertThat(refusal("https://" + i + ".evil.example/a").isTemporary()).isFalse();
		}
		assertThat(refusal("https://300.evil.example/a").isTemporary()).isTrue();
		assertThat(this.web.fetches()).isEqualTo(300);
		this.documents.resolve(ID);
		advance(Duration.ofSeconds(61));
		assertThat(refusal("https://301.evil.example/a").isTemporary()).isFalse();
	}

	@Tag("I11")
	@Test
	void findWhenOneHostIsAskedForTooMuchThenThatIsNotCountedForOthers() throws Exception {
		for (int i = 0; i < 400; i++) {
			refusal("https://evil.example/" + i);
		}
		this.web.publish(ID, document(""));
		assertThat(this.documents.resolve(ID).redirectUris()).hasSize(2);
	}

	@Tag("FT23")
	@Test
	void findWhenNoFetchIsPossibleNowThenBusy() {
		ClientDocuments exhausted = documents((uri, limit) -> {
			throw new FetchesExhaustedException();
		});
		assertThatExceptionOfType(UnknownClientException.class).isThrownBy(() -> exhausted.resolve(ID))
			.satisfies((refusal) -> assertThat(refusal.isTemporary()).isTrue());
	}

	private UnknownClientException refusal(String clientId) {
		try {
			this.documents.resolve(clientId);
			throw new AssertionError("found");
		}
		catch (UnknownClientException ex) {
			return ex;
		}
	}

	private ClientDocuments documents(DocumentSource source) {
		return new ClientDocuments(source, new FetchRates(30, 300), new AllowedHosts(List.of()),
				new RedirectUriPolicy(List.of()), Clock.systemUTC(), this.time::get);
	}

	private static String document(String more) {
		return PublishedDocuments.document(more);
	}

	private void advance(Duration duration) {
		this.time.addAndGet(duration.toNanos());
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
