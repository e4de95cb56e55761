package io.github.mcpoauth.observability;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.jsoup.nodes.Element;

import io.github.mcpoauth.support.ClientKey;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.DocumentServer;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Scrape;
import io.github.mcpoauth.support.TestServer;

import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

/**
 * Lets happen whatever is counted, in both modes that have endpoints.
 */
final class ObservedFlows {

	private static final String LIMIT = "mcp.oauth.rate-limits.registrations-per-minute=4";

	private ObservedFlows() {
	}

	/** All metrics that there are. */
	static Scrape all() {
		try (DocumentServer documents = DocumentServer.start();
				FacadeServer facade = FacadeServer.start(Scrape.EXPOSED, LIMIT,
						"mcp.oauth.registration.client-id-metadata-documents.allow-loopback=true");
				TestServer server = TestServer.start(Scrape.EXPOSED, LIMIT)) {
			inFrontOfAProvider(facade, documents);
			onItsOwn(server);
			return Scrape.of(facade.server()).and(Scrape.of(server));
		}
	}

	static void inFrontOfAProvider(FacadeServer facade, DocumentServer documents) {
		TestServer server = facade.server();
		facade.provider().announce("introspection_endpoint", facade.provider().issuer() + "/introspect");
		FacadeFlow flow = FacadeFlow.register(server);
		flow.decide(server, FacadeFlow.fields(flow.consentPage(server, flow.request()), "deny"));
		Map<String, Object> tokens = flow.tokens(server);
		Object refreshToken = tokens.get("refresh_token");
		IntStream.range(0, 3).forEach((i) -> FacadeFlow.callMcp(server, tokens.get("access_token")));
		flow.token(server, flow.refreshRequest((String) refreshToken));
		flow.token(server, flow.refreshRequest("no-token-of-anybody"));
		new Http().postForm(server.url("/oauth2/revoke"),
				Map.of("token", (String) refreshToken, "client_id", flow.clientId()));
		aboutPublished(server, documents);
		refusedTokens(server, facade);
		IntStream.range(0, 6).forEach((i) -> FacadeFlow.register(server));
		facade.provider().server().stubFor(post(urlEqualTo("/idp/token")).willReturn(serverError()));
		flow.token(server, flow.refreshRequest((String) refreshToken));
		facade.provider().close();
		flow.token(server, flow.refreshRequest((String) refreshToken));
		FacadeFlow.callMcp(server, "an-opaque-token-during-an-outage");
	}

	private static void aboutPublished(TestServer server, DocumentServer documents) {
		ClientKey key = new ClientKey("a");
		documents.serve("/keys", key.jwks());
		FacadeFlow flow = FacadeFlow
			.withClientId(documents.client("/client", ",\"jwks_uri\":\"" + documents.url("/keys") + "\""));
		flow.authorize(server, flow.request());
		Map<String, String> request = new HashMap<>(flow.tokenRequest("a-code-of-nobody"));
		flow.token(server, request);
		request.put("client_assertion_type", ClientKey.ASSERTION_TYPE);
		request.put("client_assertion", key.assertion(flow.clientId(), FacadeServer.BASE_URL));
		flow.token(server, request);
	}

	private static void refusedTokens(TestServer server, FacadeServer facade) {
		new Http().postJson(server.url("/mcp"), "{}");
		FacadeFlow.callMcp(server,
				facade.provider().tokens().with((claims) -> claims.audience("https://other.example")));
		FacadeFlow.callMcp(server, facade.provider().tokens().with((claims) -> claims.claim("scope", "another")));
		FacadeFlow.callMcp(server, "an-opaque-token-that-nobody-knows");
	}

	static void onItsOwn(TestServer server) {
		OAuthFlow flow = OAuthFlow.register(server);
		flow.login("alice", "a wrong password");
		Element page = flow.consentPage(flow.request());
		String code = flow.decide(page, "approve").redirectParameters().get("code");
		Map<String, Object> tokens = flow.token(flow.tokenRequest(code)).json();
		flow.token(flow.tokenRequest(code));
		flow.callMcp((String) tokens.get("access_token"));
		flow.token(flow.refreshRequest((String) tokens.get("refresh_token")));
		Map<String, String> wrong = new HashMap<>(flow.request());
		wrong.put("scope", "a-scope-that-does-not-exist");
		flow.authorize(wrong);
		new Http().get(server.url("/oauth2/authorize?client_id=nobody&redirect_uri=" + ClientRequests.REDIRECT_URI));
		new Http().get(server.url("/oauth2/jwks"));
		new Http().get(server.url("/oauth2/logout"));
		new Http().postForm(server.url("/oauth2/introspect"), Map.of("token", "x", "client_id", flow.clientId()));
		new Http().get(server.url("/oauth2/userinfo"), "Authorization", "Bearer " + tokens.get("access_token"));
		new Http().get(server.url("/oauth2/register/" + flow.clientId()), "Authorization", "Bearer not-its-token");
		flow.browser().get(server.url("/oauth2/account"));
	}

}
