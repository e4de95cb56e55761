package io.github.mcpoauth.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.DocumentServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Fetching what strangers name.
 */
class GuardedFetcherTests {

	private static final int LIMIT = 5 * 1024;

	@RegisterExtension
	static final DocumentServer server = DocumentServer.start();

	private final GuardedFetcher fetcher = new GuardedFetcher(true);

	@Test
	void fetchWhenDocumentIsThereThenItAndItsFreshness() throws Exception {
		server.serve("/document", "{\"a\":1}", "Cache-Control", "max-age=60");
		FetchedDocument document = fetch("/document");
		assertThat(new String(document.body(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}");
		assertThat(document.freshness()).isEqualTo(Duration.ofSeconds(60));
	}

	@Test
	void fetchWhenRequestIsSentThenItNamesHostAndTypeAndCarriesNothingElse() throws Exception {
		server.handle("/headers", (exchange) -> {
			assertThat(exchange.getRequestMethod()).isEqualTo("GET");
			assertThat(exchange.getRequestURI()).hasToString("/headers/a%2Fb?c=d");
			DocumentServer.answer(exchange, 200, "application/json", "{}", "Set-Cookie", "a=b");
		});
		fetch("/headers/a%2Fb?c=d");
		fetch("/headers/a%2Fb?c=d");
		assertThat(server.requests().get(server.requests().size() - 1))
			.containsOnlyKeys("Host", "Accept", "User-agent", "Connection")
			.containsEntry("Host", List.of("localhost:" + server.port()))
			.containsEntry("Accept", List.of("application/json"));
	}

	@Tag("I8")
	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/json; charset=utf-8", "application/cimd+json",
			"Application/JSON" })
	void fetchWhenTypeIsJsonThenAccepted(String type) throws Exception {
		server.handle("/type", (exchange) -> DocumentServer.answer(exchange, 200, type, "{}"));
		assertThat(fetch("/type").body()).hasSize(2);
	}

	@Tag("I8")
	@ParameterizedTest
	@ValueSource(strings = { "text/html", "text/json", "text/plain; a=application/json", "application/javascript",
			"application/jsonp", "application/*", "*/*", "", "json", "image/svg+xml" })
	void fetchWhenTypeIsNotJsonThenRefused(String type) {
		server.handle("/type", (exchange) -> DocumentServer.answer(exchange, 200, type, "{}"));
		assertRefused("/type", "content type");
	}

	@Tag("I8")
	@Test
	void fetchWhenThereIsNoTypeThenRefused() {
		server.handle("/type", (exchange) -> DocumentServer.answer(exchange, 200, null, "{}"));
		assertRefused("/type", "content type");
	}

	@Tag("I5")
	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void fetchWhenRedirectedThenNotFollowed(int status) {
		server.serve("/secret", "{}");
		server.handle("/redirect", (exchange) -> DocumentServer.answer(exchange, status, "application/json", "{}",
				"Location", server.url("/secret")));
		int before = server.requests().size();
		assertRefused("/redirect", "status " + status);
		assertThat(server.requests()).hasSize(before + 1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 201, 203, 206, 304, 400, 401, 404, 500, 503 })
	void fetchWhenStatusIsNot200ThenRefused(int status) {
		server.handle("/status",
				(exchange) -> DocumentServer.answer(exchange, status, "application/json", (status == 304) ? "" : "{}"));
		assertRefused("/status", "status " + status);
	}

	@Tag("I1")
	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1",
			"0.0.0.0", "192.0.2.1", "198.18.0.1", "240.0.0.1", "[::1]", "[fc00::1]", "[fe80::1]", "[2001:db8::1]",
			"[::ffff:127.0.0.1]", "2130706433", "127.1", "localhost" })
	void fetchWhenAddressIsNotPublicThenRefusedWithoutAConnection(String host) {
		server.serve("/document", "{}");
		int before = server.requests().size();
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> new GuardedFetcher(false)
				.fetchJson(URI.create("https://" + host + ":" + server.port() + "/document"), LIMIT))
			.withMessageContaining("must not be connected to");
		assertThat(server.requests()).hasSize(before);
	}

	@Tag("I3")
	@Test
	void fetchWhenOneRecordOfTheNameIsPrivateThenRefusedWithoutAConnection() {
		server.serve("/document", "{}");
		int before = server.requests().size();
		GuardedFetcher fetcher = resolving("127.0.0.1", "10.0.0.1");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> fetch(fetcher, "/document"))
			.withMessageContaining("must not be connected to");
		assertThat(server.requests()).hasSize(before);
	}

	@Tag("I4")
	@Test
	void fetchWhenNameWouldResolveToAnotherAddressLaterThenTheCheckedOneIsUsed() throws Exception {
		server.serve("/document", "{}");
		AtomicInteger lookups = new AtomicInteger();
		GuardedFetcher fetcher = new GuardedFetcher(
				(host) -> new InetAddress[] {
						InetAddress.getByName((lookups.incrementAndGet() == 1) ? "127.0.0.1" : "169.254.169.254") },
				AddressPolicy.PUBLIC_OR_LOOPBACK);
		assertThat(fetch(fetcher, "/document").body()).hasSize(2);
		assertThat(lookups).hasValue(1);
	}

	@Tag("I4")
	@Test
	void fetchWhenResolverOfTheMachineSaysOtherwiseThenTheCheckedAddressIsUsed() {
		server.serve("/document", "{}");
		int before = server.requests().size();
		// localhost is this machine for everybody but for the resolver that is asked
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> fetch(resolving("127.99.99.99"), "/document"));
		assertThat(server.requests()).hasSize(before);
	}

	@Test
	void fetchWhenFirstAddressDoesNotAnswerThenTriesTheNext() throws Exception {
		server.serve("/document", "{}");
		assertThat(fetch(resolving("127.99.99.99", "127.0.0.1"), "/document").body()).hasSize(2);
	}

	@Test
	void fetchWhenCertificateIsForAnotherNameThenRefused() {
		server.serve("/document", "{}");
		int before = server.requests().size();
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> resolving("127.0.0.1")
				.fetchJson(URI.create("https://client.example:" + server.port() + "/document"), LIMIT))
			.withMessageContaining("client.example");
		assertThat(server.requests()).hasSize(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "ftp" })
	void fetchWhenSchemeIsNotHttpsThenRefused(String scheme) {
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> this.fetcher.fetchJson(URI.create(scheme + "://localhost/document"), LIMIT))
			.withMessageContaining("not an https URL");
	}

	@Test
	void fetchWhenNameIsUnknownThenRefused() {
		GuardedFetcher fetcher = new GuardedFetcher((host) -> {
			throw new UnknownHostException(host);
		}, AddressPolicy.PUBLIC);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> fetch(fetcher, "/document"))
			.withMessageContaining("localhost");
	}

	@Test
	void fetchWhenTheMachineHasAProxyThenItIsNotUsed() throws Exception {
		server.serve("/document", "{}");
		System.setProperty("socksProxyHost", "127.99.99.99");
		System.setProperty("socksNonProxyHosts", "elsewhere.example");
		try {
			assertThat(fetch("/document").body()).hasSize(2);
		}
		finally {
			System.clearProperty("socksProxyHost");
			System.clearProperty("socksNonProxyHosts");
		}
	}

	private static GuardedFetcher resolving(String... addresses) {
		return new GuardedFetcher((host) -> {
			InetAddress[] resolved = new InetAddress[addresses.length];
			for (int i = 0; i < addresses.length; i++) {
				resolved[i] = InetAddress.getByName(addresses[i]);
			}
			return resolved;
		}, AddressPolicy.PUBLIC_OR_LOOPBACK);
	}

	private FetchedDocument fetch(String path) throws IOException {
		return fetch(this.fetcher, path);
	}

	private static FetchedDocument fetch(GuardedFetcher fetcher, String path) throws IOException {
		return fetcher.fetchJson(URI.create(server.url(path)), LIMIT);
	}

	private void assertRefused(String path, String reason) {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> fetch(path)).withMessageContaining(reason);
	}

}
