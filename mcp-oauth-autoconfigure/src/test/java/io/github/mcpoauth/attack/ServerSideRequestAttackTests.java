package io.github.mcpoauth.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.mcpoauth.support.ClientKey;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.DocumentServer;
import io.github.mcpoauth.support.FreePort;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.LoginModes;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.Tripwire;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Strangers who have this server fetch what they like: the documents of clients, and all
 * URLs that clients and tokens bring along (Client ID Metadata Document section 6).
 */
class ServerSideRequestAttackTests {

	private static final String UNUSABLE = "can't be used";

	/** Each address of this machine and of its network, in all ways to write one. */
	private static final List<String> HOSTS = List.of("localhost", "LOCALHOST", "localhost.", "127.0.0.1", "127.0.0.2",
			"127.255.255.254", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0x7f.0.0.1", "0177.0.0.1",
			"017700000001", "127.0.0.1.", "0", "0.0.0.0", "0.0.0.1", "10.0.0.1", "100.64.0.1", "100.100.100.200",
			"169.254.169.254", "168.63.129.16", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.0.1",
			"198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "[::]", "[::1]",
			"[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "[::7f00:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
			"[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::a00:1]", "[64:ff9b:1::127.0.0.1]",
			"[2002:7f00:1::]", "[2002:7f00:1::1]", "[2001:0:7f00:1::]", "[2001:db8::1]", "[fc00::1]", "[fd00:ec2::254]",
			"[fe80::1]", "[fe80::1%25lo]", "[fec0::1]", "[ff02::1]", "[3fff::1]", "[100::1]", "a@localhost",
			"example.com@localhost", "localhost%00.example.com", "localhost%2eexample.com", "localhost\\.example.com",
			"localhost#.example.com", "localhost?.example.com", "\u24dbocalhost", "xn--localhost-",
			"127\u30020\u30020\u30021", "\uff11\uff12\uff17.0.0.1", "ip6-localhost", "");

	@RegisterExtension
	static final Tripwire tripwire = new Tripwire();

	@RegisterExtension
	static final DocumentServer documents = DocumentServer.start();

	@Tag("I1")
	@ParameterizedTest
	@EnumSource
	void askWhenAddressIsNotPublicThenInvalidClientAndNoConnection(DocumentReader reader) throws UnknownHostException {
		List<String> hosts = new ArrayList<>(HOSTS);
		hosts.add(InetAddress.getLocalHost().getHostAddress());
		for (String host : hosts) {
			String clientId = "https://" + host + ":" + tripwire.port() + "/document";
			Reply reply = DocumentReader.token(reader.strict(), clientId);
			assertThat(reply.status()).as(host).isIn(400, 401);
			assertThat(reply.json().get("error")).as(host).isIn("invalid_client", "invalid_request");
		}
		for (String host : List.of("localhost", "127.0.0.1", "[::1]", "169.254.169.254")) {
			assertRefused(reader, reader.strict(), "https://" + host + ":" + tripwire.port() + "/document", UNUSABLE);
		}
		assertThat(tripwire.connections()).isEmpty();
	}

	/** Where loopback is allowed, for development, all else is as far away as before. */
	@Tag("I1")
	@ParameterizedTest
	@EnumSource
	void askWhenLoopbackIsAllowedThenNothingElseOfThisMachineIsReached(DocumentReader reader)
			throws UnknownHostException {
		for (String host : List.of("0.0.0.0", "[::]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "10.0.0.1",
				"169.254.169.254", InetAddress.getLocalHost().getHostAddress(), "a@localhost", "localhost.")) {
			Reply reply = DocumentReader.token(reader.open(), "https://" + host + ":" + tripwire.port() + "/document");
			assertThat(reply.json()).as(host).containsEntry("error", "invalid_client");
		}
		assertThat(tripwire.connections()).allMatch(InetAddress::isLoopbackAddress);
		for (String port : List.of("0", "65536", "99999", "-1", "x", "")) {
			Reply reply = DocumentReader.token(reader.open(), "https://localhost:" + port + "/document");
			assertThat(reply.json()).as(port).containsEntry("error", "invalid_client");
		}
	}

	/** Its own pages would answer with more than a stranger sees. */
	@Tag("I1")
	@ParameterizedTest
	@EnumSource
	void askWhenUrlIsThisServersThenInvalidClient(DocumentReader reader) {
		for (String origin : List.of(reader.open().url(""), DocumentReader.ISSUER)) {
			assertRefused(reader, reader.open(), origin.replace("http:", "https:") + "/oauth2/jwks", UNUSABLE);
		}
	}

	@Tag("I5")
	@ParameterizedTest
	@EnumSource
	void askWhenDocumentIsElsewhereThenInvalidClientAndNotFollowed(DocumentReader reader) {
		documents.client("/document", "");
		for (String location : List.of(documents.url("/document"), tripwire.url(), reader.open().url("/oauth2/jwks"),
				"http://169.254.169.254/latest/meta-data/", "/document", "//localhost:" + tripwire.port() + "/")) {
			for (int status : new int[] { 300, 301, 302, 303, 307, 308 }) {
				documents.handle("/moved", (exchange) -> DocumentServer.answer(exchange, status, "application/json",
						DocumentServer.document(documents.url("/moved"), ""), "Location", location));
				int before = documents.requests().size();
				assertInvalidClient(DocumentReader.token(reader.open(), documents.url("/moved")), UNUSABLE);
				assertThat(documents.requests()).hasSize(before + 1);
			}
		}
		assertThat(tripwire.connections()).isEmpty();
	}

	@Tag("I7")
	@ParameterizedTest
	@EnumSource
	void askWhenDocumentIsTooLongOrSlowThenInvalidClientInTime(DocumentReader reader) {
		String good = DocumentServer.document(documents.url("/long"), "");
		String longest = good + " ".repeat(5 * 1024 - good.length());
		documents.serve("/long", longest);
		assertThat(DocumentReader.token(reader.open(), documents.url("/long")).json()).containsEntry("error",
				"invalid_grant");
		String client = documents.url("/longer-" + reader);
		documents.handle("/longer-" + reader,
				(exchange) -> DocumentServer.answer(exchange, 200, "application/json", longest + " "));
		assertInvalidClient(DocumentReader.token(reader.open(), client), UNUSABLE);
		documents.handle("/longer-" + reader, (exchange) -> stream(exchange, 5 * 1024 + 1));
		assertInvalidClient(DocumentReader.token(reader.open(), client), UNUSABLE);
		CountDownLatch end = new CountDownLatch(1);
		documents.handle("/longer-" + reader, (exchange) -> drip(exchange, end));
		long start = System.nanoTime();
		assertInvalidClient(DocumentReader.token(reader.open(), client), UNUSABLE);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
		end.countDown();
	}

	private static void stream(HttpExchange exchange, int length) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, 0);
		exchange.getResponseBody().write(" ".repeat(length).getBytes(StandardCharsets.US_ASCII));
		exchange.close();
	}

	/** As slowly as it takes, until the test is over. */
	private static void drip(HttpExchange exchange, CountDownLatch end) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, 0);
		try {
			while (!end.await(100, TimeUnit.MILLISECONDS)) {
				exchange.getResponseBody().write(' ');
				exchange.getResponseBody().flush();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Tag("I8")
	@Tag("I10")
	@ParameterizedTest
	@EnumSource
	void askWhenDocumentIsHostileThenInvalidClientAndNotRemembered(DocumentReader reader) {
		String path = "/hostile-" + reader;
		HostileDocument.all().forEach((document) -> {
			documents.handle(path, (exchange) -> DocumentServer.answer(exchange, document.status(), document.type(),
					document.body(documents.url(path))));
			assertInvalidClient(DocumentReader.token(reader.open(), documents.url(path)), document.reason());
		});
		assertRefused(reader, reader.open(), documents.url(path), HostileDocument.last().reason());
		// I11: neither failures nor documents that break a rule are kept
		documents.client(path, "");
		assertThat(DocumentReader.token(reader.open(), documents.url(path)).json()).containsEntry("error",
				"invalid_grant");
	}

	/** Also where nothing may be cached, for a login takes several looks. */
	@Tag("I11")
	@Tag("I12")
	@ParameterizedTest
	@EnumSource
	void askWhenFiftyDoAtOnceThenOneFetchWhateverTheDocumentSaysOfCaching(DocumentReader reader) {
		String path = "/shared-" + reader;
		documents.serve(path, DocumentServer.document(documents.url(path), ""), "Cache-Control", "no-store, max-age=0",
				"Expires", "0", "Pragma", "no-cache");
		int before = documents.requests().size();
		assertThat(IntStream.range(0, 50)
			.parallel()
			.mapToObj((i) -> DocumentReader.token(reader.open(), documents.url(path)).json().get("error"))
			.distinct()).containsExactly("invalid_grant");
		assertThat(documents.requests()).hasSize(before + 1);
	}

	/** What a client says of itself is for people to read, if at all. */
	@Tag("I13")
	@LoginModes
	void loginWhenRegistrationNamesUrlsThenNoneIsFetched(Deployment deployment) {
		CodeFlow flow = deployment.register(",\"client_uri\":\"URL\",\"logo_uri\":\"URL\",\"tos_uri\":\"URL\",".concat(
				"\"policy_uri\":\"URL\",\"jwks_uri\":\"URL\",\"sector_identifier_uri\":\"URL\",\"request_uris\":[\"URL\"],")
			.concat("\"initiate_login_uri\":\"URL\",\"backchannel_logout_uri\":\"URL\"")
			.replace("URL", tripwire.url()));
		assertThat(deployment.callWith((String) flow.tokens().get("access_token")).status()).isEqualTo(200);
		Map<String, String> request = flow.request();
		request.put("request_uri", tripwire.url());
		assertThat(String.valueOf(flow.authorize(request).location())).doesNotContain("code=");
		request.remove("request_uri");
		request.put("sector_identifier_uri", tripwire.url());
		request.put("claims", "{\"id_token\":{\"src\":\"" + tripwire.url() + "\"}}");
		deployment.client(flow.clientId()).authorize(request);
		assertThat(tripwire.connections()).isEmpty();
	}

	@Tag("I13")
	@ParameterizedTest
	@EnumSource
	void loginWhenDocumentNamesUrlsThenOnlyItsKeysAreFetched(DocumentReader reader) {
		String more = ",\"client_uri\":\"URL\",\"logo_uri\":\"URL\",\"tos_uri\":\"URL\",\"policy_uri\":\"URL\","
			.concat("\"sector_identifier_uri\":\"URL\",\"request_uris\":[\"URL\"]")
			.replace("URL", tripwire.url());
		String client = documents.client("/urls-" + reader, more);
		int before = documents.requests().size();
		Reply page = reader.authorize(reader.open(), client);
		assertThat(page.status()).isIn(200, 302);
		assertThat(documents.requests()).hasSize(before + 1);
		String foreignKeys = documents.client("/keys-" + reader, ",\"jwks_uri\":\"" + tripwire.url() + "\"");
		assertRefused(reader, reader.open(), foreignKeys, "jwks_uri");
		String assertion = new ClientKey("a").assertion(foreignKeys, DocumentReader.ISSUER);
		new Http().postForm(reader.open().url("/oauth2/token"), Map.of("grant_type", "authorization_code", "code", "x",
				"client_assertion_type", ClientKey.ASSERTION_TYPE, "client_assertion", assertion));
		assertThat(tripwire.connections()).isEmpty();
	}

	/** Nobody learns what listens where. */
	@Tag("I14")
	@ParameterizedTest
	@EnumSource
	void askWhenDocumentCanNotBeHadThenTheAnswerDoesNotTellWhy(DocumentReader reader) {
		documents.handle("/html", (exchange) -> DocumentServer.answer(exchange, 200, "text/html", "<html>"));
		List<String> ids = List.of("https://10.0.0.1/document", "https://localhost:" + FreePort.find() + "/document",
				documents.url("/missing"), documents.url("/html"), "https://no-such-host.invalid/document",
				"https://localhost:" + reader.open().port() + "/document");
		assertThat(ids.stream().map((id) -> DocumentReader.token(reader.open(), id)).map(Reply::body).distinct())
			.hasSize(1);
		assertThat(ids.stream().map((id) -> reader.authorize(reader.open(), id)).map(Reply::body).distinct())
			.hasSize(1);
	}

	private static void assertRefused(DocumentReader reader, TestServer server, String clientId, String reason) {
		assertInvalidClient(DocumentReader.token(server, clientId), reason);
		Reply page = reader.authorize(server, clientId);
		assertThat(page.status()).isEqualTo(400);
		assertThat(page.location()).isNull();
		assertThat(page.body()).contains("invalid_client");
	}

	private static void assertInvalidClient(Reply reply, String reason) {
		assertThat(reply.status()).as(reason).isEqualTo(401);
		assertThat(reply.json()).as(reason).containsEntry("error", "invalid_client");
		assertThat((String) reply.json().get("error_description")).contains(reason);
		assertThat(reply.header("Cache-Control")).contains("no-store");
	}

}
