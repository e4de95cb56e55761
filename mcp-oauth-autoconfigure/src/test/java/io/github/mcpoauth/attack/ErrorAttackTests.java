package io.github.mcpoauth.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.mcpoauth.support.AllModes;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.Scrape;
import io.github.mcpoauth.support.TestServer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What errors and metrics give away, and what of them grows with what strangers send.
 */
class ErrorAttackTests {

	private static final String[] OPEN = { Scrape.EXPOSED, "mcp.oauth.rate-limits.enabled=false" };

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start(OPEN);

	@RegisterExtension
	static final TestServer server = TestServer.start(OPEN);

	@Tag("M11")
	@AllModes
	void errorWhenSomebodySendsNonsenseThenNoWordOfWhatIsInside(Deployment deployment) {
		String token = deployment.accessToken("mcp:connect");
		List<Reply> replies = new ArrayList<>();
		for (String bad : List.of("x", "a.b.c", "e30.e30.e30", token + "x", token.substring(1), "%00", "=")) {
			replies.add(deployment.callWith(bad));
		}
		replies.add(deployment.call("{", "Authorization", "Bearer " + token));
		replies.add(deployment.call("[".repeat(20_000), "Authorization", "Bearer " + token));
		replies.add(deployment.call("{}", "Authorization", "Bearer " + token, "Mcp-Session-Id", "x"));
		for (String path : List.of("/oauth2/authorize", "/oauth2/token", "/oauth2/revoke", "/oauth2/introspect",
				"/oauth2/userinfo", "/oauth2/register", "/oauth2/register/x", "/oauth2/consent", "/oauth2/callback",
				"/oauth2/jwks", "/oauth2/login", "/oauth2/logout", "/oauth2/nothing", "/mcp/nothing",
				"/.well-known/nothing")) {
			String url = deployment.server().url(path);
			replies.add(new Http().get(url + "?resource=a&resource=b&state=%ff&client_id=%00"));
			replies.add(new Http().postJson(url, "{\"a\":"));
			replies.add(new Http().postForm(url, Map.of("grant_type", "\0", "client_id", "\uD83D\uDE00")));
			replies.add(new Http().send("PATCH", url, "x", "Content-Type", "nonsense"));
		}
		assertThat(replies).allSatisfy(ErrorAttackTests::assertSaysNothing)
			.allSatisfy((reply) -> assertThat(reply.status()).isLessThan(500));
	}

	/**
	 * What an answer of a failure holds stays here. A refusal in the protocol's form has
	 * words that the provider has for strangers, and is passed on.
	 */
	@Tag("M11")
	@Test
	void errorWhenProviderFailsThenNoWordOfIt() {
		String internal = "java.sql.SQLException: at com.corp.Db(Db.java:1) http://10.0.0.7/db";
		for (int status : new int[] { 500, 503, 404, 200 }) {
			facade.provider()
				.server()
				.stubFor(post(urlEqualTo("/idp/token")).willReturn(aResponse().withStatus(status)
					.withHeader("Content-Type", "application/json")
					.withBody("{\"failure\":\"" + internal + "\",\"error_description\":\"" + internal + "\"}")));
			CodeFlow flow = facade.client(OAuthFlow.register(facade.server()).clientId());
			Reply reply = flow.token(flow.tokenRequest(flow.code()));
			assertThat(reply.status()).isGreaterThanOrEqualTo(400);
			assertThat(reply.body()).doesNotContain("corp", "10.0.0.7", facade.provider().issuer());
			assertSaysNothing(reply);
		}
	}

	private static void assertSaysNothing(Reply reply) {
		assertThat(reply.body() + reply.headers()).doesNotContain("Exception", "\tat ", ".java:", "org.springframework",
				"io.github.mcpoauth", "java.lang", "com.nimbusds", "tomcat", "Tomcat", "Jackson", "jackson");
	}

	@Tag("M16")
	@Test
	void metricsWhenStrangersSendWhateverTheyLikeThenNoNewSeriesInBothModes() {
		for (TestServer each : List.of(facade.server(), server)) {
			hostile(each);
			Set<String> before = Scrape.of(each).series();
			assertThat(before).isNotEmpty();
			for (int i = 0; i < 5; i++) {
				hostile(each);
			}
			assertThat(Scrape.of(each).series()).isEqualTo(before);
		}
	}

	private static void hostile(TestServer each) {
		String random = UUID.randomUUID().toString();
		Http http = new Http();
		Map<String, String> parameters = Map.of("client_id", random, "grant_type", random, "error", random, "state",
				random, "scope", random, "resource", "https://" + random + ".example", "response_type", random);
		for (String path : List.of("authorize", "token", "revoke", "introspect", "register", "register/" + random,
				"callback", "consent", "login", random)) {
			String url = each.url("/oauth2/" + path);
			http.get(url + "?" + Http.encode(parameters), "Authorization", "Bearer " + random, "User-Agent", random);
			http.postForm(url, parameters);
			http.postJson(url,
					ClientRequests.registration(",\"scope\":\"" + random + "\",\"software_id\":\"" + random + "\"\""));
			http.send(random.replace("-", "").toUpperCase(), url, random);
		}
		http.postJson(each.url("/mcp"), "{\"method\":\"" + random + "\"}", "Authorization", "Bearer " + random);
		http.postJson(each.url("/mcp"), "{}", "Origin", "https://" + random + ".example");
	}

}
