package io.github.mcpoauth.authorizationserver;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.ClientKey;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.ConsentFlow;
import io.github.mcpoauth.support.DocumentServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that are known by their documents, at the embedded authorization server (MCP
 * authorization, "Client ID Metadata Documents").
 */
class ClientDocumentLoginTests {

	private static final ClientKey KEY = new ClientKey("a");

	@RegisterExtension
	static final DocumentServer documents = DocumentServer.start();

	@RegisterExtension
	static final TestServer server = TestServer.start(
			"mcp.oauth.registration.client-id-metadata-documents.allow-loopback=true",
			"mcp.oauth.authorization-server.consent-time-to-live=30d",
			"mcp.oauth.registration.pinned-clients.app.client-id=https://pinned.example/client.json",
			"mcp.oauth.registration.pinned-clients.app.client-name=A pinned client",
			"mcp.oauth.registration.pinned-clients.app.redirect-uris=" + ClientRequests.REDIRECT_URI);

	@Checklist({ "B13", "B15" })
	@Test
	void loginWhenPublicClientThenTokensAndTheDocumentIsFetchedOnce() {
		OAuthFlow flow = flow(documents.client("/public", ""));
		int before = documents.requests().size();
		Map<String, Object> tokens = flow.tokens();
		assertThat(flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
		Reply refreshed = flow.token(flow.refreshRequest((String) tokens.get("refresh_token")));
		assertThat(refreshed.status()).isEqualTo(200);
		assertThat(flow.callMcp((String) refreshed.json().get("access_token")).status()).isEqualTo(200);
		assertThat(documents.requests()).hasSize(before + 1);
	}

	/** Its document says the same of it, to everybody. */
	@Tag("D4")
	@Tag("D19")
	@Test
	void consentWhenDocumentHasRedirectUrisThenRememberedForThatOfTheWebOnly() {
		ConsentFlow client = ConsentFlow.of(server, documents.client("/remembered", ""),
				"https://app.example.com/callback");
		client.flow().login();
		client.redeem(client.approve(""));
		assertThat(client.isUnasked(client.request(""))).isTrue();
		assertThat(client.isUnasked(client.open(client.request(""), "cross-site"))).isFalse();
		ConsentFlow local = client.at(ClientRequests.REDIRECT_URI);
		assertThat(local.page(local.request("")).text()).contains("You are asked each time");
		local.approve("");
		assertThat(local.isUnasked(local.request(""))).isFalse();
	}

	/** The person sees whom the grant is to, even if that one is not reached any more. */
	@Test
	void accountWhenGrantedThenNamesTheHostAndFetchesNothing() {
		ConsentFlow client = ConsentFlow.of(server, documents.client("/named", ""), "https://app.example.com/callback");
		client.flow().login();
		client.redeem(client.approve(""));
		int before = documents.requests().size();
		assertThat(Jsoup.parse(client.browser().get(server.url("/oauth2/account")).body()).select("h3").eachText())
			.contains("“A published client” of localhost:" + documents.port());
		assertThat(documents.requests()).hasSize(before);
	}

	@Checklist("B17")
	@Test
	void authorizeWhenNobodyIsLoggedInThenNothingIsFetched() {
		OAuthFlow flow = flow(documents.client("/later", ""));
		int before = documents.requests().size();
		Reply reply = flow.authorize(flow.request());
		assertThat(reply.status()).isEqualTo(302);
		assertThat(reply.location()).endsWith("/oauth2/login");
		assertThat(documents.requests()).hasSize(before);
		assertThat(flow.login().location()).contains("/oauth2/authorize?", "client_id=");
		assertThat(documents.requests()).hasSize(before);
	}

	@Tag("A9")
	@Checklist("B19")
	@ParameterizedTest
	@ValueSource(
			strings = { "http://127.0.0.1:9/callback", "http://localhost:1234/callback", "http://[::1]:1234/callback" })
	void loginWhenLoopbackEntryHasNoPortThenAnyPortIsGood(String redirectUri) {
		String id = documents.url("/ports");
		documents.serve("/ports", "{\"client_id\":\"" + id + "\",\"client_name\":\"A\",\"redirect_uris\":["
				+ "\"http://127.0.0.1/callback\",\"http://localhost/callback\",\"http://[::1]/callback\"]}");
		OAuthFlow flow = flow(id);
		Map<String, String> request = flow.request();
		request.put("redirect_uri", redirectUri);
		assertThat(flow.approve(request).location()).startsWith(redirectUri + "?").contains("code=");
	}

	@Tag("D19")
	@Checklist("B17")
	@Test
	void consentWhenRedirectIsLoopbackThenNamesTheHostAndWarns() {
		OAuthFlow flow = flow(documents.client("/consent", ""));
		Element page = flow.consentPage(flow.request());
		assertThat(page.selectFirst("h1").text()).contains("A published client", "localhost:" + documents.port());
		assertThat(page.text()).contains("127.0.0.1:4567", "Any program there can pretend to be this client")
			.doesNotContain("Verified");
	}

	@Checklist({ "B16", "B17" })
	@Test
	void consentWhenRedirectIsAWebSiteThenNamesBothHosts() {
		OAuthFlow flow = flow(documents.client("/consent", ""));
		Map<String, String> request = flow.request();
		request.put("redirect_uri", "https://app.example.com/callback");
		assertThat(flow.consentPage(request).text())
			.contains("Verified: this name comes from localhost:" + documents.port(),
					"sends the access to app.example.com")
			.doesNotContain("pretend");
	}

	@Tag("J1")
	@Test
	void consentWhenNameIsHostileThenEscaped() {
		String id = documents.url("/hostile");
		documents.serve("/hostile", "{\"client_id\":\"" + id
				+ "\",\"client_name\":\"<script>alert(1)</script>{{title}}\",\"logo_uri\":\"https://localhost/l.svg\","
				+ "\"redirect_uris\":[\"" + ClientRequests.REDIRECT_URI + "\"]}");
		Element page = flow(id).consentPage(flow(id).request());
		assertThat(page.select("script, img")).isEmpty();
		assertThat(page.text()).contains("<script>alert(1)</script>{{title}}");
	}

	/**
	 * A document is for all servers, and a statement in it for those that know who
	 * signed.
	 */
	@Tag("K11")
	@Test
	void consentWhenDocumentHasASoftwareStatementThenNothingOfItIsUsed() {
		String claims = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString("{\"iss\":\"https://evil.example\",\"client_name\":\"A bank\"}".getBytes());
		String id = documents.client("/statement", ",\"software_statement\":\"eyJhbGciOiJub25lIn0." + claims + ".\"");
		Element page = flow(id).consentPage(flow(id).request());
		assertThat(page.text()).contains("A published client").doesNotContain("A bank");
	}

	@Checklist("B16")
	@Test
	void loginWhenClientHasAKeyThenItHasToUseIt() {
		OAuthFlow flow = flow(documents.client("/key", confidential()));
		Map<String, String> request = flow.tokenRequest(flow.code());
		Reply refused = flow.token(request);
		assertInvalidClient(refused);
		request.put("client_assertion_type", ClientKey.ASSERTION_TYPE);
		request.put("client_assertion", new ClientKey("a").assertion(flow.clientId(), issuer()));
		assertInvalidClient(flow.token(request));
		request.put("client_assertion", KEY.assertion(flow.clientId(), issuer()));
		Reply tokens = flow.token(request);
		assertThat(tokens.status()).isEqualTo(200);
		assertThat(flow.callMcp((String) tokens.json().get("access_token")).status()).isEqualTo(200);
		Map<String, String> refresh = flow.refreshRequest((String) tokens.json().get("refresh_token"));
		assertInvalidClient(flow.token(refresh));
		assertThat(flow.token(authenticated(refresh, flow.clientId())).status()).isEqualTo(200);
	}

	@Test
	void tokenWhenAssertionIsUsedTwiceThenRefused() {
		OAuthFlow flow = flow(documents.client("/key", confidential()));
		Map<String, String> request = authenticated(flow.tokenRequest("a-wrong-code"), flow.clientId());
		assertThat(flow.token(request).json()).containsEntry("error", "invalid_grant");
		assertInvalidClient(flow.token(request));
	}

	@Test
	void tokenWhenClientIdIsInTheAssertionOnlyThenAccepted() {
		OAuthFlow flow = flow(documents.client("/key", confidential()));
		Map<String, String> request = authenticated(flow.tokenRequest(flow.code()), flow.clientId());
		request.remove("client_id");
		assertThat(flow.token(request).status()).isEqualTo(200);
	}

	@Tag("C6")
	@Test
	void tokenWhenClientIsAuthenticatedThenTheVerifierIsNeededAllTheSame() {
		OAuthFlow flow = flow(documents.client("/key", confidential()));
		Map<String, String> request = flow.tokenRequest(flow.code());
		request.put("code_verifier", "another-code-verifier-of-more-than-forty-three-characters");
		assertThat(flow.token(authenticated(request, flow.clientId())).json()).containsEntry("error", "invalid_grant");
		request.remove("code_verifier");
		assertThat(flow.token(authenticated(request, flow.clientId())).json()).containsEntry("error", "invalid_grant");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "e30.e30.e30", "a.b.c" })
	void tokenWhenAssertionIsNoneThenInvalidClient(String assertion) {
		OAuthFlow flow = flow(documents.client("/key", confidential()));
		Map<String, String> request = authenticated(flow.tokenRequest("code"), flow.clientId());
		request.put("client_assertion", assertion);
		assertInvalidClient(flow.token(request));
		request.remove("client_id");
		assertInvalidClient(flow.token(request));
	}

	@Test
	void tokenWhenAssertionTypeIsAnotherThenInvalidClient() {
		OAuthFlow flow = flow(documents.client("/key", confidential()));
		Map<String, String> request = authenticated(flow.tokenRequest("code"), flow.clientId());
		request.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer");
		assertInvalidClient(flow.token(request));
	}

	@Test
	void tokenWhenPublicClientSendsAnAssertionThenInvalidClient() {
		OAuthFlow flow = flow(documents.client("/public", ""));
		assertInvalidClient(flow.token(authenticated(flow.tokenRequest(flow.code()), flow.clientId())));
		OAuthFlow registered = OAuthFlow.register(server);
		assertInvalidClient(registered.token(authenticated(registered.tokenRequest("code"), registered.clientId())));
	}

	@Test
	void revokeWhenClientHasAKeyThenItHasToUseIt() {
		OAuthFlow flow = flow(documents.client("/key", confidential()));
		Map<String, Object> tokens = flow.token(authenticated(flow.tokenRequest(flow.code()), flow.clientId())).json();
		Map<String, String> request = new HashMap<>(
				Map.of("token", (String) tokens.get("access_token"), "client_id", flow.clientId()));
		String revoke = server.url("/oauth2/revoke");
		assertInvalidClient(new Http().postForm(revoke, request));
		assertThat(flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
		assertThat(new Http().postForm(revoke, authenticated(request, flow.clientId())).status()).isEqualTo(200);
		assertThat(flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(401);
	}

	@Test
	void loginWhenClientIsPinnedThenItsDocumentIsNotFetched() {
		OAuthFlow flow = flow("https://pinned.example/client.json");
		Element page = flow.consentPage(flow.request());
		assertThat(page.selectFirst("h1").text()).contains("A pinned client", "pinned.example");
		String code = flow.decide(page, "approve").redirectParameters().get("code");
		assertThat(flow.token(flow.tokenRequest(code)).status()).isEqualTo(200);
	}

	private static OAuthFlow flow(String clientId) {
		return OAuthFlow.withClientId(server, clientId);
	}

	private static String confidential() {
		return ",\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":" + KEY.jwks();
	}

	private static String issuer() {
		return (String) new Http().get(server.url("/.well-known/oauth-authorization-server")).json().get("issuer");
	}

	private static Map<String, String> authenticated(Map<String, String> request, String clientId) {
		request.put("client_assertion_type", ClientKey.ASSERTION_TYPE);
		request.put("client_assertion", KEY.assertion(clientId, issuer()));
		return request;
	}

	private static void assertInvalidClient(Reply reply) {
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.json()).containsEntry("error", "invalid_client");
		assertThat(reply.header("Cache-Control")).contains("no-store");
	}

}
