package io.github.mcpoauth.attack;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.ConsentFlow;
import io.github.mcpoauth.support.DocumentServer;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients whose metadata is a document that anybody may publish, and whose identifier
 * anybody may use (MCP authorization, "Localhost Redirect URI Risks").
 */
class PublishedClientAttackTests {

	private static final String LOOPBACK = "mcp.oauth.registration.client-id-metadata-documents.allow-loopback=true";

	@RegisterExtension
	static final DocumentServer documents = DocumentServer.start();

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start(LOOPBACK, "mcp.oauth.rate-limits.enabled=false",
			"mcp.oauth.registration.client-id-metadata-documents.fetches-per-minute-and-host=-1");

	@RegisterExtension
	static final TestServer server = TestServer.start(LOOPBACK, "mcp.oauth.rate-limits.enabled=false",
			"mcp.oauth.registration.client-id-metadata-documents.fetches-per-minute-and-host=-1",
			"mcp.oauth.authorization-server.consent-time-to-live=30d", "mcp.oauth.scopes.read.description=Read notes",
			"mcp.oauth.scopes.write.description=Write notes");

	private static String publish(String path, String... redirectUris) {
		documents.serve(path, new JsonMapper().writeValueAsString(
				Map.of("client_id", documents.url(path), "client_name", "A client", "redirect_uris", redirectUris)));
		return documents.url(path);
	}

	/** What both modes answer, to a person who is logged in where that comes first. */
	private static Stream<Reply> authorize(String clientId, String redirectUri) {
		FacadeFlow throughFacade = FacadeFlow.withClientId(clientId);
		Map<String, String> request = throughFacade.request();
		request.put("redirect_uri", redirectUri);
		OAuthFlow direct = OAuthFlow.withClientId(server, clientId);
		direct.login();
		return Stream.of(throughFacade.authorize(facade.server(), request), direct.authorize(request));
	}

	private static void assertRefused(Reply reply) {
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.location()).isNull();
	}

	@Tag("A6")
	@Tag("A7")
	@Tag("A8")
	@Tag("A10")
	@Tag("A11")
	@ParameterizedTest
	@ValueSource(strings = { "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd",
			"//host/cb", "/cb", "", "https:///cb", "https://a.example/cb#f", "http://a.example/cb",
			"http://127.0.0.1.evil.com/cb", "http://2130706433/cb", "http://0.0.0.0/cb",
			"https://a.example\\@evil.com/cb", "https://user@a.example/cb", "unlisted-app://cb" })
	void authorizeWhenDocumentHasADangerousRedirectUriThenRefusedWithoutRedirect(String redirectUri) {
		String clientId = publish("/dangerous/" + Integer.toHexString(redirectUri.hashCode()), redirectUri);
		authorize(clientId, redirectUri).forEach(PublishedClientAttackTests::assertRefused);
	}

	@Tag("A1")
	@Tag("A3")
	@Tag("A9")
	@ParameterizedTest
	@ValueSource(strings = { "http://127.0.0.1:4567/callback/", "http://127.0.0.1:4567/callback?x",
			"http://[::1]:4567/callback", "http://localhost:4567/callback", "https://127.0.0.1:4567/callback",
			"https://app.example.com/callback/", "https://app.example.com:8443/callback",
			"https://app.example.com.evil.com/callback", "http://app.example.com/callback" })
	void authorizeWhenRedirectUriIsNotInTheDocumentThenRefusedWithoutRedirect(String redirectUri) {
		String clientId = documents.client("/public", "");
		authorize(clientId, redirectUri).forEach(PublishedClientAttackTests::assertRefused);
	}

	@Tag("A9")
	@Test
	void authorizeWhenOnlyThePortOfALoopbackUriDiffersThenAsked() {
		String clientId = documents.client("/public", "");
		assertThat(authorize(clientId, "http://127.0.0.1:61234/callback").map(Reply::status)).containsExactly(200, 302);
	}

	@Tag("D19")
	@Test
	void consentWhenCodeGoesToTheUsersMachineThenPageWarnsAndNamesTheHost() {
		String clientId = publish("/local", ClientRequests.REDIRECT_URI);
		FacadeFlow throughFacade = FacadeFlow.withClientId(clientId);
		OAuthFlow direct = OAuthFlow.withClientId(server, clientId);
		assertThat(Stream.of(throughFacade.consentPage(facade.server(), throughFacade.request()),
				direct.consentPage(direct.request())))
			.allSatisfy((page) -> assertThat(page.text()).contains("localhost:" + documents.port(), "127.0.0.1:4567",
					"Any program there can pretend to be this client"));
	}

	/** An approval is for this client, host, site and for no more scopes. */
	@Tag("D4")
	@Tag("D11")
	@Test
	void consentWhenRememberedThenForNothingButWhatWasApproved() {
		String other = "https://other.example.com/callback";
		String clientId = publish("/remembered", ConsentFlow.WEB, other, ClientRequests.REDIRECT_URI);
		ConsentFlow client = ConsentFlow.of(server, clientId, ConsentFlow.WEB);
		client.flow().login();
		client.redeem(client.approve("read"));
		assertThat(client.isUnasked(client.request("read"))).isTrue();
		assertThat(client.isUnasked(client.request("read write"))).isFalse();
		assertThat(client.isUnasked(client.request("write"))).isFalse();
		for (String site : new String[] { null, "", "None", "cross-site", "same-site", "same-origin" }) {
			assertThat(client.isUnasked(client.open(client.request("read"), site))).as(site).isFalse();
		}
		for (String redirectUri : new String[] { other, ClientRequests.REDIRECT_URI }) {
			ConsentFlow elsewhere = client.at(redirectUri);
			assertThat(elsewhere.isUnasked(elsewhere.request("read"))).as(redirectUri).isFalse();
		}
		Map<String, String> asAnother = client.request("read");
		asAnother.put("client_id", publish("/another", ConsentFlow.WEB));
		assertThat(client.isUnasked(asAnother)).isFalse();
	}

}
