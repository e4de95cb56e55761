package io.github.mcpoauth.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Fetching from servers that are slow, broken or hostile.
 */
class HttpFetcherTests {

	private final WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());

	private final HttpFetcher fetcher = new HttpFetcher();

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@ParameterizedTest
	@ValueSource(ints = { 201, 204, 301, 302, 307, 308, 400, 404, 500, 503 })
	void fetchWhenStatusIsNot200ThenFailsAndNamesItHoweverLongTheBody(int status) {
		this.server.stubFor(get(urlEqualTo("/other")).willReturn(okJson("{}")));
		this.server.stubFor(get(urlEqualTo("/document")).willReturn(aResponse().withStatus(status)
			.withHeader("Location", this.server.url("/other"))
			.withBody("x".repeat(200))));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> fetch(100))
			.withMessageContaining("answered with status " + status);
	}

	@Tag("H1")
	@Test
	void fetchWhenBodyIsAtTheLimitThenAllOfItAndOneByteMoreIsRefused() throws Exception {
		this.server.stubFor(get(urlEqualTo("/document")).willReturn(okJson("0123456789")));
		assertThat(new String(fetch(10), StandardCharsets.US_ASCII)).isEqualTo("0123456789");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> fetch(9));
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void fetchWhenAnswerIsBrokenThenFails(Fault fault) {
		this.server.stubFor(get(urlEqualTo("/document")).willReturn(aResponse().withFault(fault)));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> fetch(100))
			.withMessageContaining("can't be fetched");
	}

	/** Providers end idle connections, and GOAWAY is an answer to the next request. */
	@Test
	void fetchWhenServerSpeaksHttp2ThenHttp1IsSpoken() throws Exception {
		this.server.stubFor(get(urlEqualTo("/document")).willReturn(okJson("{}")));
		fetch(100);
		fetch(100);
		assertThat(this.server.getAllServeEvents()).hasSize(2)
			.allSatisfy((event) -> assertThat(event.getRequest().getProtocol()).isEqualTo("HTTP/1.1"));
	}

	@Test
	void fetchWhenNobodyListensThenFailsAndNamesTheUrl() {
		URI uri = URI.create(this.server.url("/document"));
		this.server.stop();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.fetcher.fetchJson(uri, 100))
			.withMessageContainingAll(uri.toString(), "can't be fetched: java.net.ConnectException");
	}

	@Tag("I5")
	@Test
	void getWhenAnsweredThenHeadersAreSentAndNothingIsFollowed() throws Exception {
		this.server.stubFor(get(urlEqualTo("/document")).willReturn(aResponse().withStatus(302)
			.withHeader("Location", this.server.url("/other"))
			.withHeader("Retry-After", "7")
			.withBody("moved")));
		HttpAnswer answer = this.fetcher.get(URI.create(this.server.url("/document")),
				Map.of("Authorization", "Bearer x"), 5);
		assertThat(answer.status()).isEqualTo(302);
		assertThat(new String(answer.body(), StandardCharsets.US_ASCII)).isEqualTo("moved");
		assertThat(answer.retryAfter()).isEqualTo("7");
		this.server.verify(getRequestedFor(urlEqualTo("/document")).withHeader("Authorization", equalTo("Bearer x"))
			.withHeader("Accept", equalTo("application/json")));
		this.server.verify(0, anyRequestedFor(urlEqualTo("/other")));
	}

	@Test
	void postWhenAnsweredThenFormIsEncodedAndHeadersAreSent() throws Exception {
		this.server.stubFor(post(urlEqualTo("/form")).willReturn(aResponse().withStatus(400).withBody("no")));
		HttpAnswer answer = postForm(Map.of("a b", "c&d=\u00e4"), Map.of("Authorization", "Basic x"), 2);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(new String(answer.body(), StandardCharsets.US_ASCII)).isEqualTo("no");
		this.server.verify(postRequestedFor(urlEqualTo("/form")).withRequestBody(equalTo("a+b=c%26d%3D%C3%A4"))
			.withHeader("Content-Type", equalTo("application/x-www-form-urlencoded"))
			.withHeader("Accept", equalTo("application/json"))
			.withHeader("Authorization", equalTo("Basic x")));
	}

	@Tag("I5")
	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void postWhenRedirectedThenNotFollowed(int status) throws Exception {
		this.server.stubFor(post(urlEqualTo("/form"))
			.willReturn(aResponse().withStatus(status).withHeader("Location", this.server.url("/other"))));
		assertThat(postForm(Map.of("code", "canary"), Map.of(), 100).status()).isEqualTo(status);
		this.server.verify(0, anyRequestedFor(urlEqualTo("/other")));
	}

	@Tag("H1")
	@Tag("M9")
	@Test
	void postWhenAnswerIsTooLongThenFailsWithoutShowingTheForm() {
		this.server.stubFor(post(urlEqualTo("/form")).willReturn(aResponse().withStatus(500).withBody("0123456789")));
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> postForm(Map.of("code", "canary"), Map.of("Authorization", "canary"), 9))
			.withMessageContaining("more than 9 bytes")
			.satisfies((ex) -> assertThat(ex).hasStackTraceContaining("HttpFetcher"))
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("canary"));
		assertThat(new HttpAnswer(200, "canary".getBytes(StandardCharsets.US_ASCII), null))
			.hasToString("HttpAnswer[status=200, 6 bytes]");
	}

	@Tag("M9")
	@ParameterizedTest
	@EnumSource(Fault.class)
	void postWhenConnectionBreaksThenFailsAndIsNotRepeated(Fault fault) {
		this.server.stubFor(post(urlEqualTo("/form")).willReturn(aResponse().withFault(fault)));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> postForm(Map.of("code", "canary"), Map.of(), 100))
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("canary"));
		this.server.verify(1, postRequestedFor(urlEqualTo("/form")));
	}

	/** Else a server could keep a connection busy for ever (attack I7). */
	@Tag("I7")
	@Test
	void fetchWhenBodyIsEndlessThenConnectionIsClosed() throws Exception {
		try (ServerSocket endless = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> writeUntilClosed(endless));
			URI uri = URI.create("http://localhost:" + endless.getLocalPort() + "/");
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.fetcher.fetchJson(uri, 100_000))
				.withMessageContaining("more than 100000 bytes");
			assertThat(closed).succeedsWithin(Duration.ofSeconds(20));
		}
	}

	@Tag("FT5")
	@Timeout(30)
	@Test
	void fetchWhenServerFallsSilentThenFailsAndConnectionIsClosed() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> readUntilClosed(silent));
			URI uri = URI.create("http://localhost:" + silent.getLocalPort() + "/");
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.fetcher.fetchJson(uri, 100))
				.withMessageContaining("took longer than 5 s");
			assertThat(closed).succeedsWithin(Duration.ofSeconds(20));
		}
	}

	private static void readUntilClosed(ServerSocket server) {
		try (Socket connection = server.accept()) {
			connection.getOutputStream()
				.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
			connection.getInputStream().transferTo(OutputStream.nullOutputStream());
		}
		catch (IOException ex) {
			// It is
		}
	}

	private static void writeUntilClosed(ServerSocket server) {
		try (Socket connection = server.accept()) {
			connection.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			while (true) {
				connection.getOutputStream().write(new byte[1000]);
			}
		}
		catch (IOException ex) {
			// It is
		}
	}

	@Test
	void fetchWhenInterruptedThenEndsAndTheThreadKnows() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> fetch(100));
		assertThat(Thread.interrupted()).isTrue();
	}

	private HttpAnswer postForm(Map<String, String> form, Map<String, String> headers, int limit) throws IOException {
		return this.fetcher.postForm(URI.create(this.server.url("/form")), form, headers, limit);
	}

	private byte[] fetch(int limit) throws IOException {
		return this.fetcher.fetchJson(URI.create(this.server.url("/document")), limit);
	}

}
