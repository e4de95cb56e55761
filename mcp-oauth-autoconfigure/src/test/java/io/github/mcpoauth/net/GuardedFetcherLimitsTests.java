package io.github.mcpoauth.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.mcpoauth.support.DocumentServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How much time, space and threads a stranger can have.
 */
class GuardedFetcherLimitsTests {

	@RegisterExtension
	static final DocumentServer server = DocumentServer.start();

	private final TestFetcher fetcher = new TestFetcher(server, new GuardedFetcher(16, true));

	@Tag("I7")
	@Test
	void fetchWhenDocumentIsAtTheLimitThenAllOfItAndOneByteMoreIsRefused() throws Exception {
		server.serve("/large", "x".repeat(TestFetcher.LIMIT));
		assertThat(this.fetcher.fetch("/large").body()).hasSize(TestFetcher.LIMIT);
		server.serve("/large", "x".repeat(TestFetcher.LIMIT + 1));
		this.fetcher.assertRefused("/large", "more than 5120 bytes");
	}

	@Tag("I7")
	@Test
	void fetchWhenAnnouncedLengthIsTooMuchThenRefusedBeforeTheBodyComes() {
		CountDownLatch refused = new CountDownLatch(1);
		server.handle("/announced", (exchange) -> {
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, TestFetcher.LIMIT + 1);
			exchange.getResponseBody().flush();
			await(refused);
			exchange.close();
		});
		this.fetcher.assertRefused("/announced", "more than 5120 bytes");
		refused.countDown();
	}

	@Tag("I7")
	@Test
	void fetchWhenStreamGoesBeyondTheLimitThenRefused() {
		server.handle("/stream", (exchange) -> {
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, 0);
			write(exchange, 1000, 1024, 0);
		});
		this.fetcher.assertRefused("/stream", "more than 5120 bytes");
	}

	@Tag("I7")
	@Test
	@Timeout(10)
	void fetchWhenBytesDripThenStopsAfterTheTotalTime() {
		server.handle("/drip", (exchange) -> {
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, 0);
			write(exchange, 100, 1, 100);
		});
		long start = System.nanoTime();
		this.fetcher.assertRefused("/drip", "longer than 2500 ms");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(2400),
				Duration.ofMillis(4000));
	}

	@Test
	void fetchWhenBodyIsCutThenRefused() {
		server.handle("/cut", (exchange) -> {
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, 100);
			exchange.getResponseBody().write('{');
			exchange.getResponseBody().flush();
			exchange.close();
		});
		this.fetcher.assertRefused("/cut", "");
	}

	@Tag("I7")
	@Test
	@Timeout(10)
	void fetchWhenLookupOfTheNameHangsThenStopsAfterTheTotalTime() {
		CountDownLatch end = new CountDownLatch(1);
		TestFetcher fetcher = new TestFetcher(server, new GuardedFetcher((host) -> {
			await(end);
			return InetAddress.getAllByName(host);
		}, AddressPolicy.PUBLIC_OR_LOOPBACK));
		fetcher.assertRefused("/document", "longer than 2500 ms");
		end.countDown();
	}

	@Tag("FT23")
	@Test
	@Timeout(20)
	void fetchWhenAllThreadsAreTakenThenRefusedAtOnceAndPossibleAgainLater() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		server.handle("/slow", (exchange) -> {
			await(end);
			DocumentServer.answer(exchange, 200, "application/json", "{}");
		});
		List<CompletableFuture<FetchedDocument>> fetches = new ArrayList<>();
		CountDownLatch resolved = new CountDownLatch(16);
		TestFetcher fetcher = new TestFetcher(server, new GuardedFetcher((host) -> {
			resolved.countDown();
			return InetAddress.getAllByName(host);
		}, AddressPolicy.PUBLIC_OR_LOOPBACK));
		for (int i = 0; i < 16; i++) {
			fetches.add(inBackground(fetcher));
		}
		await(resolved);
		assertThatExceptionOfType(FetchesExhaustedException.class).isThrownBy(() -> fetcher.fetch("/slow"));
		for (CompletableFuture<FetchedDocument> fetch : fetches) {
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(fetch::get)
				.withMessageContaining("longer than 2500 ms");
		}
		// The threads are free although no server has answered
		server.serve("/document", "{}");
		assertThat(fetchAsSoonAsPossible(fetcher).body()).hasSize(2);
		end.countDown();
	}

	private static FetchedDocument fetchAsSoonAsPossible(TestFetcher fetcher) throws IOException {
		while (true) {
			try {
				return fetcher.fetch("/document");
			}
			catch (FetchesExhaustedException ex) {
				Thread.onSpinWait();
			}
		}
	}

	@Tag("I7")
	@Test
	void fetchWhenHeadersAreTooManyOrTooLongThenRefused() {
		server.handle("/headers", (exchange) -> {
			for (int i = 0; i < 110; i++) {
				exchange.getResponseHeaders().set("X-" + i, "x");
			}
			DocumentServer.answer(exchange, 200, "application/json", "{}");
		});
		this.fetcher.assertRefused("/headers", "Maximum");
		server.handle("/headers", (exchange) -> DocumentServer.answer(exchange, 200, "application/json", "{}", "X-Long",
				"x".repeat(9000)));
		this.fetcher.assertRefused("/headers", "Maximum");
	}

	@Test
	void fetchWhenInterruptedThenEndsAndTheThreadKnows() {
		server.serve("/document", "{}");
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> this.fetcher.fetch("/document"));
		assertThat(Thread.interrupted()).isTrue();
	}

	private static CompletableFuture<FetchedDocument> inBackground(TestFetcher fetcher) {
		CompletableFuture<FetchedDocument> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				result.complete(fetcher.fetch("/slow"));
			}
			catch (IOException ex) {
				result.completeExceptionally(new ExecutionException(ex));
			}
		});
		thread.start();
		return result;
	}

	private static void write(HttpExchange exchange, int times, int bytes, long pause) throws IOException {
		byte[] part = "x".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
		for (int i = 0; i < times; i++) {
			exchange.getResponseBody().write(part);
			exchange.getResponseBody().flush();
			pause(pause);
		}
		exchange.close();
	}

	private static void pause(long milliseconds) {
		try {
			new CountDownLatch(1).await(milliseconds, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
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
