package io.github.mcpoauth.net;

import java.net.InetAddress;
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

/**
 * Fetching what strangers name.
 */
class GuardedFetcherTests {

	@RegisterExtension
	static final DocumentServer server = DocumentServer.start();

	private final TestFetcher fetcher = new TestFetcher(server, new GuardedFetcher(16, true));

	@Test
	void fetchWhenDocumentIsThereThenItAndItsFreshness() throws Exception {
		server.serve("/document", "{\"a\":1}", "Cache-Control", "max-age=60");
		FetchedDocument document = this.fetcher.fetch("/document");
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
		this.fetcher.fetch("/headers/a%2Fb?c=d");
		this.fetcher.fetch("/headers/a%2Fb?c=d");
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
		assertThat(this.fetcher.fetch("/type").body()).hasSize(2);
	}

	@Tag("I8")
	@ParameterizedTest
	@ValueSource(strings = { "text/html", "text/json", "text/plain; a=application/json", "application/javascript",
			"application/jsonp", "application/*", "*/*", "", "json", "image/svg+xml" })
	void fetchWhenTypeIsNotJsonThenRefused(String type) {
		server.handle("/type", (exchange) -> DocumentServer.answer(exchange, 200, type, "{}"));
		this.fetcher.assertRefused("/type", "content type");
	}

	@Tag("I8")
	@Test
	void fetchWhenThereIsNoTypeThenRefused() {
		server.handle("/type", (exchange) -> DocumentServer.answer(exchange, 200, null, "{}"));
		this.fetcher.assertRefused("/type", "content type");
	}

	@Tag("I5")
	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void fetchWhenRedirectedThenNotFollowed(int status) {
		server.serve("/secret", "{}");
		server.handle("/redirect", (exchange) -> DocumentServer.answer(exchange, status, "application/json", "{}",
				"Location", server.url("/secret")));
		int before = server.requests().size();
		this.fetcher.assertRefused("/redirect", "status " + status);
		assertThat(server.requests()).hasSize(before + 1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 201, 203, 206, 304, 400, 401, 404, 500, 503 })
	void fetchWhenStatusIsNot200ThenRefused(int status) {
		server.handle("/status",
				(exchange) -> DocumentServer.answer(exchange, status, "application/json", (status == 304) ? "" : "{}"));
		this.fetcher.assertRefused("/status", "status " + status);
	}

	@Tag("I1")
	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1",
			"0.0.0.0", "192.0.2.1", "198.18.0.1", "240.0.0.1", "[::1]", "[fc00::1]", "[fe80::1]", "[2001:db8::1]",
			"[::ffff:127.0.0.1]", "2130706433", "127.1", "localhost" })
	void fetchWhenAddressIsNotPublicThenRefusedWithoutAConnection(String host) {
		server.serve("/document", "{}");
		int before = server.requests().size();
		new TestFetcher(server, new GuardedFetcher(16, false))
			.assertRefused("https://" + host + ":" + server.port() + "/document", "must not be connected to");
		assertThat(server.requests()).hasSize(before);
	}

	@Tag("I3")
	@Test
	void fetchWhenOneRecordOfTheNameIsPrivateThenRefusedWithoutAConnection() {
		server.serve("/document", "{}");
		int before = server.requests().size();
		resolving("127.0.0.1", "10.0.0.1").assertRefused("/document", "must not be connected to");
		assertThat(server.requests()).hasSize(before);
	}

	@Tag("I4")
	@Test
	void fetchWhenNameWouldResolveToAnotherAddressLaterThenTheCheckedOneIsUsed() throws Exception {
		server.serve("/document", "{}");
		AtomicInteger lookups = new AtomicInteger();
		TestFetcher fetcher = new TestFetcher(server, new GuardedFetcher(
				(host) -> new InetAddress[] {
						InetAddress.getByName((lookups.incrementAndGet() == 1) ? "127.0.0.1" : "169.254.169.254") },
				AddressPolicy.PUBLIC_OR_LOOPBACK));
		assertThat(fetcher.fetch("/document").body()).hasSize(2);
		assertThat(lookups).hasValue(1);
	}

	@Tag("I4")
	@Test
	void fetchWhenResolverOfTheMachineSaysOtherwiseThenTheCheckedAddressIsUsed() {
		server.serve("/document", "{}");
		int before = server.requests().size();
		// localhost is this machine for everybody but for the resolver that is asked
		resolving("127.99.99.99").assertRefused("/document", "");
		assertThat(server.requests()).hasSize(before);
	}

	@Test
	void fetchWhenFirstAddressDoesNotAnswerThenTriesTheNext() throws Exception {
		server.serve("/document", "{}");
		assertThat(resolving("127.99.99.99", "127.0.0.1").fetch("/document").body()).hasSize(2);
	}

	@Test
	void fetchWhenCertificateIsForAnotherNameThenRefused() {
		server.serve("/document", "{}");
		int before = server.requests().size();
		resolving("127.0.0.1").assertRefused("https://client.example:" + server.port() + "/document", "client.example");
		assertThat(server.requests()).hasSize(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "ftp" })
	void fetchWhenSchemeIsNotHttpsThenRefused(String scheme) {
		this.fetcher.assertRefused(scheme + "://localhost/document", "not an https URL");
	}

	@Test
	void fetchWhenNameIsUnknownThenRefused() {
		TestFetcher fetcher = new TestFetcher(server, new GuardedFetcher((host) -> {
			throw new UnknownHostException(host);
		}, AddressPolicy.PUBLIC));
		fetcher.assertRefused("/document", "localhost");
	}

	@Test
	void fetchWhenTheMachineHasAProxyThenItIsNotUsed() throws Exception {
		server.serve("/document", "{}");
		System.setProperty("socksProxyHost", "127.99.99.99");
		System.setProperty("socksNonProxyHosts", "elsewhere.example");
		try {
			assertThat(this.fetcher.fetch("/document").body()).hasSize(2);
		}
		finally {
			System.clearProperty("socksProxyHost");
			System.clearProperty("socksNonProxyHosts");
		}
	}

	private static TestFetcher resolving(String... addresses) {
		return new TestFetcher(server, new GuardedFetcher((host) -> {
			InetAddress[] resolved = new InetAddress[addresses.length];
			for (int i = 0; i < addresses.length; i++) {
				resolved[i] = InetAddress.getByName(addresses[i]);
			}
			return resolved;
		}, AddressPolicy.PUBLIC_OR_LOOPBACK));
	}

}
