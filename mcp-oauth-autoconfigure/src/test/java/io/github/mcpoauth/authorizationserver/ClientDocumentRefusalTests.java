package io.github.mcpoauth.authorizationserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.DocumentServer;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Documents that are not used, at the embedded authorization server.
 */
class ClientDocumentRefusalTests {

	@RegisterExtension
	static final DocumentServer documents = DocumentServer.start();

	@RegisterExtension
	static final TestServer open = TestServer
		.start("mcp.oauth.registration.client-id-metadata-documents.allow-loopback=true");

	@RegisterExtension
	static final TestServer strict = TestServer
		.start("mcp.oauth.registration.client-id-metadata-documents.allowed-hosts="
				+ "127.0.0.1,10.0.0.1,169.254.169.254,localhost,*.example.org");

	@Tag("I1")
	@Checklist({ "B16", "B17" })
	@ParameterizedTest
	@ValueSource(strings = { "https://localhost", "https://127.0.0.1", "https://10.0.0.1", "https://169.254.169.254" })
	void askWhenAddressIsNotPublicThenInvalidClientAndNoConnection(String origin) {
		documents.client("/document", "");
		int before = documents.requests().size();
		assertRefused(strict, origin + ":" + documents.port() + "/document", "can't be used");
		assertThat(documents.requests()).hasSize(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://example.org/document", "https://app.example.com/document",
			"https://evilexample.org/document" })
	void askWhenHostIsNotAllowedThenInvalidClient(String clientId) {
		assertRefused(strict, clientId, "Clients of this host are not accepted here");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://localhost", "https://localhost/", "https://localhost/a?b",
			"https://localhost/a#b", "https://a@localhost/b", "https://localhost/../a", "https://localhost/%2e%2e/a",
			"https://", "https:// /a", "https://local\u00e4host/a" })
	void askWhenIdIsNoProperUrlThenRefused(String clientId) {
		Reply token = token(open, clientId);
		assertThat(token.status()).isIn(400, 401);
		assertThat((String) token.json().get("error")).isIn("invalid_client", "invalid_request");
		OAuthFlow flow = OAuthFlow.withClientId(open, clientId);
		flow.login();
		Reply page = flow.authorize(flow.request());
		assertThat(page.status()).isEqualTo(400);
		assertThat(page.location()).isNull();
	}

	@Tag("I5")
	@Tag("I8")
	@Tag("I10")
	@ParameterizedTest
	@MethodSource("hostileDocuments")
	void askWhenDocumentIsNotGoodThenInvalidClient(HostileDocument document) {
		String path = "/hostile/" + document.name();
		documents.handle(path, (exchange) -> DocumentServer.answer(exchange, document.status(), document.type(),
				document.body().replace("ID", documents.url(path)), "Location", documents.url("/document")));
		documents.client("/document", "");
		assertRefused(open, documents.url(path), document.reason());
	}

	static Stream<HostileDocument> hostileDocuments() {
		String json = "application/json";
		String good = DocumentServer.document("ID", "");
		String unusable = "can't be used";
		return Stream.of(new HostileDocument("redirect", 302, json, good, unusable),
				new HostileDocument("created", 201, json, good, unusable),
				new HostileDocument("error", 500, json, good, unusable),
				new HostileDocument("html", 200, "text/html", good, unusable),
				new HostileDocument("long", 200, json, good + " ".repeat(5 * 1024), unusable),
				new HostileDocument("array", 200, json, "[]", "JSON object"),
				new HostileDocument("cut", 200, json, "{", "JSON object"),
				new HostileDocument("deep", 200, json, "[".repeat(4000), "JSON object"),
				new HostileDocument("twice", 200, json, good.replace("{", "{\"client_name\":\"x\","), "member twice"),
				new HostileDocument("other", 200, json, DocumentServer.document("IDx", ""), "character by character"),
				new HostileDocument("secret", 200, json, DocumentServer.document("ID", ",\"client_secret\":\"x\""),
						"client_secret"),
				new HostileDocument("basic", 200, json,
						DocumentServer.document("ID", ",\"token_endpoint_auth_method\":\"client_secret_basic\""),
						"none or private_key_jwt"),
				new HostileDocument("script", 200, json,
						good.replace("https://app.example.com/callback", "javascript:alert(1)"), "redirect URI"));
	}

	@Tag("I14")
	@Test
	void askWhenDocumentCanNotBeHadThenTheAnswerDoesNotTellWhy() throws IOException {
		int closed;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			closed = socket.getLocalPort();
		}
		List<String> ids = List.of("https://10.0.0.1/document", "https://localhost:" + closed + "/document",
				documents.url("/missing"), "https://no-such-host.invalid/document");
		long start = System.nanoTime();
		assertThat(ids.stream().map((id) -> token(open, id).body()).distinct()).hasSize(1);
		assertThat(ids.stream().map((id) -> authorize(open, id).body()).distinct()).hasSize(1);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
	}

	@Tag("I11")
	@Test
	void askWhenHostIsAskedForTooMuchThenTemporarilyUnavailable() {
		try (TestServer server = TestServer
			.start("mcp.oauth.registration.client-id-metadata-documents.allow-loopback=true")) {
			for (int i = 0; i < 30; i++) {
				token(server, documents.url("/flood/" + i));
			}
			Reply token = token(server, documents.url("/flood"));
			assertThat(token.status()).isEqualTo(503);
			assertThat(token.json()).containsEntry("error", "temporarily_unavailable");
			assertThat(token.header("Retry-After")).isEqualTo("60");
			Reply page = authorize(server, documents.url("/flood"));
			assertThat(page.status()).isEqualTo(503);
			assertThat(page.header("Retry-After")).isEqualTo("60");
			assertThat(page.body()).contains("Please try again");
		}
	}

	@Test
	void askWhenDocumentsAreOffThenNotKnown() {
		try (TestServer server = TestServer
			.start("mcp.oauth.registration.client-id-metadata-documents.enabled=false")) {
			assertRefused(server, documents.client("/document", ""), "not known here");
		}
	}

	private static void assertRefused(TestServer server, String clientId, String reason) {
		Reply token = token(server, clientId);
		assertThat(token.status()).isEqualTo(401);
		assertThat(token.json()).containsEntry("error", "invalid_client");
		assertThat((String) token.json().get("error_description")).contains(reason);
		assertThat(token.header("Cache-Control")).contains("no-store");
		Reply page = authorize(server, clientId);
		assertThat(page.status()).isEqualTo(400);
		assertThat(page.location()).isNull();
		assertThat(page.body()).contains("This link does not work", "invalid_client");
	}

	private static Reply token(TestServer server, String clientId) {
		OAuthFlow flow = OAuthFlow.withClientId(server, clientId);
		return flow.token(flow.tokenRequest("a-code"));
	}

	private static Reply authorize(TestServer server, String clientId) {
		OAuthFlow flow = OAuthFlow.withClientId(server, clientId);
		flow.login();
		Map<String, String> request = flow.request();
		return flow.authorize(request);
	}

	/**
	 * What a server may answer where a document should be.
	 */
	record HostileDocument(String name, int status, String type, String body, String reason) {
	}

}
