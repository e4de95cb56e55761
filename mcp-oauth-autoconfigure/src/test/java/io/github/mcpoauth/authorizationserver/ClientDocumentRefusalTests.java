package io.github.mcpoauth.authorizationserver;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.DocumentServer;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients whose documents are not asked for, at the embedded authorization server.
 */
class ClientDocumentRefusalTests {

	@RegisterExtension
	static final DocumentServer documents = DocumentServer.start();

	@RegisterExtension
	static final TestServer open = TestServer
		.start("mcp.oauth.registration.client-id-metadata-documents.allow-loopback=true");

	@RegisterExtension
	static final TestServer strict = TestServer
		.start("mcp.oauth.registration.client-id-metadata-documents.allowed-hosts=*.example.org");

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

}
