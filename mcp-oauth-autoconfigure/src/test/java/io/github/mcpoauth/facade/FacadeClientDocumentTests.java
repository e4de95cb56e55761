package io.github.mcpoauth.facade;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.ClientKey;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.DocumentServer;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that are known by their documents, at the facade (MCP authorization, "Client ID
 * Metadata Documents").
 */
class FacadeClientDocumentTests {

	private static final ClientKey KEY = new ClientKey("a");

	@RegisterExtension
	static final DocumentServer documents = DocumentServer.start();

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start(
			"mcp.oauth.registration.client-id-metadata-documents.allow-loopback=true",
			"mcp.oauth.registration.pinned-clients.app.client-id=https://pinned.example/client.json",
			"mcp.oauth.registration.pinned-clients.app.client-name=A pinned client",
			"mcp.oauth.registration.pinned-clients.app.redirect-uris=" + ClientRequests.REDIRECT_URI);

	private static final TestServer server = facade.server();

	@Test
	void metadataWhenReadThenSaysThatDocumentsAreAccepted() {
		assertThat(new Http().get(server.url("/.well-known/oauth-authorization-server")).json())
			.containsEntry("client_id_metadata_document_supported", true)
			.containsEntry("token_endpoint_auth_methods_supported",
					List.of("none", "client_secret_basic", "client_secret_post", "private_key_jwt"))
			.containsKey("token_endpoint_auth_signing_alg_values_supported");
	}

	@Checklist({ "B13", "B15" })
	@Test
	void loginWhenPublicClientThenTokensAndTheDocumentIsFetchedOnce() {
		FacadeFlow flow = FacadeFlow.withClientId(documents.client("/public", ""));
		int before = documents.requests().size();
		Map<String, Object> tokens = flow.tokens(server);
		assertThat(FacadeFlow.callMcp(server, tokens.get("access_token")).status()).isEqualTo(200);
		assertThat(flow.token(server, flow.refreshRequest((String) tokens.get("refresh_token"))).status())
			.isEqualTo(200);
		assertThat(documents.requests()).hasSize(before + 1);
	}

	@Test
	void loginWhenClientIsPinnedThenItsDocumentIsNotFetched() {
		FacadeFlow flow = FacadeFlow.withClientId("https://pinned.example/client.json");
		assertThat(flow.consentPage(server, flow.request()).selectFirst("h1").text()).contains("A pinned client",
				"pinned.example");
		assertThat(flow.tokens(server)).containsKey("access_token");
	}

	@Tag("D19")
	@Checklist("B17")
	@Test
	void consentWhenRedirectIsLoopbackThenNamesTheHostAndWarns() {
		FacadeFlow flow = FacadeFlow.withClientId(documents.client("/consent", ""));
		Element page = flow.consentPage(server, flow.request());
		assertThat(page.selectFirst("h1").text()).contains("A published client", "localhost:" + documents.port());
		assertThat(page.text()).contains("127.0.0.1:4567", "Any program there can pretend to be this client");
		assertThat(flow.browser().hasCookies()).isTrue();
	}

	@Test
	void consentWhenClientRegisteredHereThenNothingIsSaidToBeVerified() {
		FacadeFlow flow = FacadeFlow.register(server);
		Element page = flow.consentPage(server, flow.request());
		assertThat(page.text()).contains("nobody has verified it").doesNotContain("Verified", "Client of");
	}

	@Checklist("B16")
	@Test
	void loginWhenClientHasAKeyThenItHasToUseItOnce() {
		FacadeFlow flow = FacadeFlow.withClientId(documents.client("/key", confidential()));
		Map<String, String> request = flow.tokenRequest(flow.code(server));
		assertInvalidClient(flow.token(server, request), "has to authenticate");
		request.put("client_assertion_type", ClientKey.ASSERTION_TYPE);
		request.put("client_assertion", new ClientKey("a").assertion(flow.clientId(), FacadeServer.BASE_URL));
		assertInvalidClient(flow.token(server, request), "not valid");
		Reply tokens = flow.token(server, authenticated(request, flow.clientId()));
		assertThat(tokens.status()).isEqualTo(200);
		assertInvalidClient(flow.token(server, request), "used before");
		Map<String, String> refresh = flow.refreshRequest((String) tokens.json().get("refresh_token"));
		assertInvalidClient(flow.token(server, refresh), "has to authenticate");
		refresh.remove("client_id");
		assertThat(flow.token(server, authenticated(refresh, flow.clientId())).status()).isEqualTo(200);
	}

	@Test
	void loginWhenKeysAreElsewhereThenFetchedFromThere() {
		documents.serve("/keys", KEY.jwks());
		FacadeFlow flow = FacadeFlow
			.withClientId(documents.client("/keys-elsewhere", ",\"jwks_uri\":\"" + documents.url("/keys") + "\""));
		Map<String, String> request = flow.tokenRequest(flow.code(server));
		assertInvalidClient(flow.token(server, request), "has to authenticate");
		assertThat(flow.token(server, authenticated(request, flow.clientId())).status()).isEqualTo(200);
	}

	@Test
	void tokenWhenKeysCanNotBeHadThenInvalidClient() {
		FacadeFlow flow = FacadeFlow
			.withClientId(documents.client("/no-keys", ",\"jwks_uri\":\"" + documents.url("/missing") + "\""));
		assertInvalidClient(flow.token(server, authenticated(flow.tokenRequest("code"), flow.clientId())),
				"can't be used");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "null", textBlock = """
			urn:ietf:params:oauth:client-assertion-type:saml2-bearer | has to authenticate
			null                                                     | has to authenticate
			""")
	void tokenWhenAssertionTypeIsAnotherThenInvalidClient(String type, String reason) {
		FacadeFlow flow = FacadeFlow.withClientId(documents.client("/key", confidential()));
		Map<String, String> request = authenticated(flow.tokenRequest("code"), flow.clientId());
		request.remove("client_assertion_type");
		if (type != null) {
			request.put("client_assertion_type", type);
		}
		assertInvalidClient(flow.token(server, request), reason);
	}

	@Test
	void tokenWhenPublicClientSendsAnAssertionThenInvalidClient() {
		FacadeFlow flow = FacadeFlow.withClientId(documents.client("/public", ""));
		assertInvalidClient(flow.token(server, authenticated(flow.tokenRequest("code"), flow.clientId())), "no keys");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "a.b.c", "e30.e30.e30" })
	void tokenWhenAssertionIsNoneThenInvalidClient(String assertion) {
		FacadeFlow flow = FacadeFlow.withClientId(documents.client("/key", confidential()));
		Map<String, String> request = authenticated(flow.tokenRequest("code"), flow.clientId());
		request.put("client_assertion", assertion);
		assertInvalidClient(flow.token(server, request), "");
		request.remove("client_id");
		assertInvalidClient(flow.token(server, request), "not known here");
	}

	@Test
	void revokeWhenClientHasAKeyThenItHasToUseIt() {
		FacadeFlow flow = FacadeFlow.withClientId(documents.client("/key", confidential()));
		Map<String, String> request = new HashMap<>(Map.of("token", "a-token", "client_id", flow.clientId()));
		String revoke = server.url("/oauth2/revoke");
		int before = facade.provider().posted("revoke").size();
		assertInvalidClient(new Http().postForm(revoke, request), "has to authenticate");
		assertThat(facade.provider().posted("revoke")).hasSize(before);
		assertThat(new Http().postForm(revoke, authenticated(request, flow.clientId())).status()).isEqualTo(200);
		assertThat(facade.provider().posted("revoke")).hasSize(before + 1).noneMatch((form) -> form.contains("assert"));
	}

	@Tag("I1")
	@Tag("I8")
	@Tag("A1")
	@Test
	void askWhenDocumentIsNotGoodThenInvalidClientAndNoRedirect() {
		documents.serve("/bad", "[]");
		assertRefused(documents.url("/bad"), "JSON object");
		assertRefused(documents.url("/missing"), "can't be used");
		assertRefused("https://10.0.0.1/document", "can't be used");
		assertRefused("https://localhost/a?b", "has a query");
	}

	@Tag("I11")
	@Test
	void askWhenHostIsAskedForTooMuchThenTemporarilyUnavailable() {
		try (TestServer other = facade
			.startInstance("mcp.oauth.registration.client-id-metadata-documents.allow-loopback=true")) {
			for (int i = 0; i < 30; i++) {
				token(other, documents.url("/flood/" + i));
			}
			Reply token = token(other, documents.url("/flood"));
			assertThat(token.status()).isEqualTo(503);
			assertThat(token.json()).containsEntry("error", "temporarily_unavailable");
			assertThat(token.header("Retry-After")).isEqualTo("60");
			Reply page = authorize(other, documents.url("/flood"));
			assertThat(page.status()).isEqualTo(503);
			assertThat(page.header("Retry-After")).isEqualTo("60");
		}
	}

	@Tag("I1")
	@Checklist("C12")
	@Test
	void askWhenLoopbackIsNotAllowedThenRefusedWithoutAConnection() {
		try (TestServer strict = facade.startInstance()) {
			String clientId = documents.client("/public", "");
			int before = documents.requests().size();
			assertThat(token(strict, clientId).status()).isEqualTo(401);
			assertThat(authorize(strict, clientId).status()).isEqualTo(400);
			assertThat(documents.requests()).hasSize(before);
		}
	}

	private static void assertRefused(String clientId, String reason) {
		assertInvalidClient(token(server, clientId), reason);
		Reply page = authorize(server, clientId);
		assertThat(page.status()).isEqualTo(400);
		assertThat(page.location()).isNull();
		assertThat(page.body()).contains("This link does not work", "invalid_client");
	}

	private static Reply token(TestServer server, String clientId) {
		FacadeFlow flow = FacadeFlow.withClientId(clientId);
		return flow.token(server, flow.tokenRequest("a-code"));
	}

	private static Reply authorize(TestServer server, String clientId) {
		FacadeFlow flow = FacadeFlow.withClientId(clientId);
		return flow.authorize(server, flow.request());
	}

	private static String confidential() {
		return ",\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":" + KEY.jwks();
	}

	private static Map<String, String> authenticated(Map<String, String> request, String clientId) {
		request.put("client_assertion_type", ClientKey.ASSERTION_TYPE);
		request.put("client_assertion", KEY.assertion(clientId, FacadeServer.BASE_URL));
		return request;
	}

	private static void assertInvalidClient(Reply reply, String reason) {
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.json()).containsEntry("error", "invalid_client");
		assertThat((String) reply.json().get("error_description")).contains(reason);
		assertThat(reply.header("Cache-Control")).contains("no-store");
	}

}
