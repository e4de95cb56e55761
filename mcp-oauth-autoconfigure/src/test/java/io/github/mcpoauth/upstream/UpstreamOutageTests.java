package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.web.Json;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Metadata over time: how often it is fetched, and what happens while it can't be.
 */
class UpstreamOutageTests {

	private static final Duration TIME_TO_LIVE = Duration.ofHours(1);

	private final TestUpstream upstream = new TestUpstream("/tenant");

	private final UpstreamMetadata metadata = this.upstream.metadata();

	@TempDir
	private Path folder;

	@AfterEach
	void stop() {
		this.upstream.close();
	}

	@Test
	void endpointsWhenAskedAgainThenFetchedOnceUntilTheTimeIsUp() {
		this.upstream.serve(this.upstream.document());
		this.metadata.endpoints();
		this.upstream.clock.advance(TIME_TO_LIVE.minusMillis(1));
		this.metadata.endpoints();
		assertThat(this.upstream.fetches()).isEqualTo(1);
		serveOtherToken();
		this.upstream.clock.advance(Duration.ofMillis(1));
		assertThat(this.metadata.endpoints().token()).isEqualTo(this.upstream.uri("/other-token"));
		assertThat(this.upstream.fetches()).isEqualTo(2);
	}

	/** Fault FT15. */
	@Tag("FT15")
	@Test
	void endpointsWhenClockIsPutBackThenFetchedAgain() {
		this.upstream.serve(this.upstream.document());
		this.metadata.endpoints();
		this.upstream.clock.advance(Duration.ofDays(-1));
		this.metadata.endpoints();
		assertThat(this.upstream.fetches()).isEqualTo(2);
	}

	@Tag("FT3")
	@Test
	void endpointsWhenProviderGoesDownThenTheOldOnesAreServedOnAndItIsAskedSeldom() {
		this.upstream.serve(this.upstream.document());
		UpstreamEndpoints before = this.metadata.endpoints();
		down();
		this.upstream.clock.advance(TIME_TO_LIVE);
		for (int i = 0; i < 20; i++) {
			assertThat(this.metadata.endpoints()).isEqualTo(before);
		}
		assertThat(this.upstream.fetches()).isEqualTo(1 + 2);
		this.upstream.clock.advance(Duration.ofDays(30));
		assertThat(this.metadata.endpoints()).isEqualTo(before);
	}

	@Tag("E4")
	@Tag("FT3")
	@Test
	void endpointsWhenDocumentIsTamperedWithThenTheOldOnesAreServedOn() {
		this.upstream.serve(this.upstream.document());
		UpstreamEndpoints before = this.metadata.endpoints();
		Map<String, Object> document = this.upstream.document();
		document.put("issuer", "https://evil.example");
		document.put("token_endpoint", this.upstream.uri("/evil").toString());
		this.upstream.serve(document);
		this.upstream.clock.advance(TIME_TO_LIVE);
		assertThat(this.metadata.endpoints()).isEqualTo(before);
	}

	@Tag("FT2")
	@Test
	void endpointsWhenProviderWasDownAtFirstThenHealsWithinThirtySeconds() {
		down();
		for (int i = 0; i < 20; i++) {
			assertUnavailable();
		}
		assertThat(this.upstream.fetches()).isEqualTo(2);
		this.upstream.serve(this.upstream.document());
		assertUnavailable();
		this.upstream.clock.advance(Duration.ofSeconds(30));
		assertThat(this.metadata.endpoints().token()).isEqualTo(this.upstream.uri("/token"));
	}

	@Tag("FT15")
	@Test
	void endpointsWhenClockIsPutBackDuringAnOutageThenTheWaitIsNotProlonged() {
		down();
		assertUnavailable();
		assertUnavailable();
		this.upstream.serve(this.upstream.document());
		this.upstream.clock.advance(Duration.ofDays(-1));
		assertThat(this.metadata.endpoints().token()).isEqualTo(this.upstream.uri("/token"));
	}

	@Tag("FT5")
	@Test
	void endpointsWhenFiftyAskAtOnceThenOneFetch() throws Exception {
		this.upstream.serve(this.upstream.document());
		assertThat(atOnce(() -> this.metadata.endpoints().token())).containsOnly(this.upstream.uri("/token"));
		assertThat(this.upstream.fetches()).isEqualTo(1);
	}

	/**
	 * Otherwise each of them would wait for a timeout of its own, one after the other.
	 */
	@Tag("FT5")
	@Test
	void endpointsWhenFiftyAskAtOnceAndItFailsThenTheyShareTheFailure() throws Exception {
		down();
		assertThat(atOnce(() -> {
			assertUnavailable();
			return this.upstream.uri("/");
		})).hasSize(50);
		assertThat(this.upstream.fetches()).isEqualTo(1);
	}

	@Tag("FT5")
	@Test
	void endpointsWhenOneFetchesAgainThenTheOthersDoNotWait() throws Exception {
		this.upstream.serve(this.upstream.document());
		UpstreamEndpoints before = this.metadata.endpoints();
		this.upstream.clock.advance(TIME_TO_LIVE);
		serveOtherToken();
		CountDownLatch gate = this.upstream.hold();
		Thread fetching = new Thread(this.metadata::endpoints);
		fetching.start();
		while (this.upstream.fetches() < 2) {
			Thread.onSpinWait();
		}
		assertThat(this.metadata.endpoints()).isEqualTo(before);
		assertThat(gate.getCount()).isEqualTo(1);
		gate.countDown();
		fetching.join();
		assertThat(this.metadata.endpoints().token()).isEqualTo(this.upstream.uri("/other-token"));
		assertThat(this.upstream.fetches()).isEqualTo(2);
	}

	@Test
	void endpointsWhenRestartedDuringAnOutageThenThoseOfTheFile() {
		this.upstream.cacheFile(this.folder.resolve("metadata.json"));
		this.upstream.serve(this.upstream.document());
		UpstreamEndpoints before = this.upstream.metadata().endpoints();
		down();
		UpstreamMetadata restarted = this.upstream.metadata();
		assertThat(restarted.endpoints()).isEqualTo(before);
		serveOtherToken();
		this.upstream.clock.advance(Duration.ofSeconds(30));
		assertThat(restarted.endpoints().token()).isEqualTo(this.upstream.uri("/other-token"));
		down();
		assertThat(this.upstream.metadata().endpoints().token()).isEqualTo(this.upstream.uri("/other-token"));
	}

	@Test
	void firstReadWhenFetchedAgainAndAgainThenToldOnce() {
		List<ClientSupport> told = new ArrayList<>();
		UpstreamMetadata listened = this.upstream.metadata(told::add);
		down();
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(listened::endpoints);
		assertThat(told).isEmpty();
		this.upstream.serve(this.upstream.document());
		listened.endpoints();
		this.upstream.clock.advance(TIME_TO_LIVE);
		serveOtherToken();
		assertThat(listened.endpoints().token()).isEqualTo(this.upstream.uri("/other-token"));
		assertThat(told).containsExactly(new ClientSupport(null, false, Set.of("S256")));
	}

	@Test
	void endpointsWhenProviderIsUpThenTheFileIsNotAsked() throws IOException {
		Path file = fileWith("token_endpoint", this.upstream.uri("/old-token").toString());
		this.upstream.cacheFile(file).serve(this.upstream.document());
		assertThat(this.upstream.metadata().endpoints().token()).isEqualTo(this.upstream.uri("/token"));
	}

	@Test
	void fileWhenWrittenThenInOneStepAndOnlyAfterTheChecks() throws IOException {
		Path file = this.folder.resolve("metadata.json");
		this.upstream.cacheFile(file);
		Map<String, Object> document = this.upstream.document();
		document.put("issuer", "https://other.example");
		this.upstream.serve(document);
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(this.upstream.metadata()::endpoints);
		assertThat(file).doesNotExist();
		this.upstream.serve(this.upstream.document()).metadata().endpoints();
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).containsExactly(file);
		}
	}

	@Tag("E4")
	@Test
	void endpointsWhenFileIsOfAnotherIssuerThenNotUsed() throws IOException {
		this.upstream.cacheFile(fileWith("issuer", "https://other.example"));
		down();
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(this.upstream.metadata()::endpoints);
	}

	@Tag("H4")
	@Test
	void endpointsWhenFileNamesAForeignHostThenNotUsed() throws IOException {
		this.upstream.cacheFile(fileWith("token_endpoint", "http://evil.example/token"));
		down();
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(this.upstream.metadata()::endpoints);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "\0\0" })
	void endpointsWhenFileIsBrokenThenNotUsedAndReplaced(String content) throws IOException {
		Path file = Files.writeString(this.folder.resolve("metadata.json"), content);
		this.upstream.cacheFile(file);
		down();
		UpstreamMetadata restarted = this.upstream.metadata();
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(restarted::endpoints);
		this.upstream.serve(this.upstream.document());
		restarted.endpoints();
		assertThat(file).content().contains("token_endpoint");
	}

	@Test
	void endpointsWhenFileCanNotBeWrittenThenServedAllTheSame() throws IOException {
		Path gone = Files.createDirectory(this.folder.resolve("gone"));
		this.upstream.cacheFile(gone.resolve("metadata.json")).serve(this.upstream.document());
		Files.delete(gone);
		assertThat(this.upstream.metadata().endpoints().token()).isEqualTo(this.upstream.uri("/token"));
	}

	private Path fileWith(String member, String value) throws IOException {
		Map<String, Object> document = this.upstream.document();
		document.put(member, value);
		return Files.write(this.folder.resolve("metadata.json"), Json.toBytes(document));
	}

	private void serveOtherToken() {
		Map<String, Object> document = this.upstream.document();
		document.put("token_endpoint", this.upstream.uri("/other-token").toString());
		this.upstream.serve(document);
	}

	private void down() {
		this.upstream.server()
			.stubFor(get(urlEqualTo(this.upstream.discoveryPath())).willReturn(aResponse().withStatus(503)));
	}

	private void assertUnavailable() {
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(this.metadata::endpoints)
			.withMessageContaining("status 503");
	}

	/**
	 * Fifty calls, of which the first gets its answer when all the others wait for it.
	 */
	private List<URI> atOnce(Callable<URI> call) throws Exception {
		CountDownLatch gate = this.upstream.hold();
		List<Thread> threads = new CopyOnWriteArrayList<>();
		ExecutorService executor = Executors.newFixedThreadPool(50, (task) -> {
			Thread thread = new Thread(task);
			threads.add(thread);
			return thread;
		});
		try {
			List<Future<URI>> futures = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				futures.add(executor.submit(call));
			}
			while (threads.stream().filter((thread) -> thread.getState() == Thread.State.WAITING).count() < 49) {
				Thread.onSpinWait();
			}
			gate.countDown();
			List<URI> results = new ArrayList<>();
			for (Future<URI> future : futures) {
				results.add(future.get());
			}
			return results;
		}
		finally {
			executor.shutdownNow();
		}
	}

}
