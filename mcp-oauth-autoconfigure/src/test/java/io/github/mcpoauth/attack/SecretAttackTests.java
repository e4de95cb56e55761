package io.github.mcpoauth.attack;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.mcpoauth.support.AdmissionSwitch;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.LoginModes;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.UpstreamLogin;

import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Refresh tokens and secrets in the hands of somebody else (RFC 9700 section 4.14).
 */
class SecretAttackTests {

	@RegisterExtension
	static final TestProvider provider = new TestProvider(UpstreamLogin.CLIENT_ID);

	/** Its users log in at a provider, and may be told to leave. */
	@RegisterExtension
	static final TestServer federated = TestServer.startWithoutUser(
			new Class<?>[] { TestApplication.class, AdmissionSwitch.class }, UpstreamLogin.properties(provider));

	@RegisterExtension
	static final TestServer strict = TestServer.start("mcp.oauth.authorization-server.refresh-token-grace-period=0s",
			"mcp.oauth.authorization-server.refresh-token-time-to-live=3s",
			"mcp.oauth.rate-limits.failed-authentications-per-minute=3");

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start("mcp.oauth.rate-limits.failed-authentications-per-minute=3");

	/** In the facade it is the provider that knows which of its tokens it has seen. */
	@Tag("M2")
	@LoginModes
	void refreshWhenTokenBeforeTheLastComesBackThenInvalidGrant(Deployment deployment) {
		CodeFlow flow = deployment.register();
		Map<String, Object> first = flow.tokens();
		Map<String, Object> second = refresh(flow, first).json();
		Map<String, Object> third = refresh(flow, second).json();
		assertInvalidGrant(refresh(flow, first));
		if (deployment == Deployment.AUTHORIZATION_SERVER) {
			assertInvalidGrant(refresh(flow, second));
			assertInvalidGrant(refresh(flow, third));
			for (Map<String, Object> tokens : List.of(third, second)) {
				assertThat(refresh(flow, tokens).status()).isEqualTo(400);
			}
			assertThat(deployment.callWith((String) third.get("access_token")).status()).isEqualTo(401);
		}
	}

	@Tag("M2")
	@Tag("M3")
	@Test
	void refreshWhenNoGraceIsConfiguredThenTheSecondUseEndsTheLogin() {
		OAuthFlow flow = OAuthFlow.register(strict);
		Map<String, Object> first = flow.tokens();
		Map<String, Object> second = refresh(flow, first).json();
		assertInvalidGrant(refresh(flow, first));
		assertInvalidGrant(refresh(flow, second));
		assertThat(flow.callMcp((String) second.get("access_token")).status()).isEqualTo(401);
	}

	/**
	 * The thief and the client get the same, so that there is no second line of tokens.
	 */
	@Tag("M3")
	@Test
	void refreshWhenRepeatedWithinTheGracePeriodThenTheSameAnswerAndNoFork() {
		CodeFlow flow = Deployment.AUTHORIZATION_SERVER.register();
		Map<String, Object> first = flow.tokens();
		Map<String, Object> second = refresh(flow, first).json();
		assertThat(refresh(flow, first).json()).isEqualTo(second);
		Map<String, Object> third = refresh(flow, second).json();
		assertThat(third.get("refresh_token")).isNotEqualTo(second.get("refresh_token"));
		assertInvalidGrant(refresh(flow, first));
		assertInvalidGrant(refresh(flow, third));
	}

	@Tag("M6")
	@Test
	void refreshWhenRepeatedForEverThenTheLoginEndsAllTheSame() {
		OAuthFlow flow = OAuthFlow.register(strict);
		String[] current = { (String) flow.tokens().get("refresh_token") };
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
			Reply reply = flow.token(flow.refreshRequest(current[0]));
			if (reply.status() == 200) {
				current[0] = (String) reply.json().get("refresh_token");
				return false;
			}
			assertInvalidGrant(reply);
			return true;
		});
	}

	@Tag("M8")
	@Test
	void refreshWhenUserMayNotAnyMoreThenTheLoginIsOver() {
		UpstreamLogin login = UpstreamLogin.at(federated, provider);
		Map<String, Object> tokens = login.tokens((claims) -> {
		});
		federated.bean(AtomicBoolean.class).set(false);
		assertInvalidGrant(refresh(login.flow(), tokens));
		federated.bean(AtomicBoolean.class).set(true);
		assertInvalidGrant(refresh(login.flow(), tokens));
		assertThat(login.flow().callMcp((String) tokens.get("access_token")).status()).isEqualTo(401);
	}

	@Tag("M8")
	@Test
	void refreshWhenProviderHasEndedTheUserThenInvalidGrant() {
		CodeFlow flow = facade.client(OAuthFlow.register(facade.server()).clientId());
		facade.provider().answerHonestly();
		Map<String, Object> tokens = flow.tokens();
		facade.provider()
			.server()
			.stubFor(post(urlEqualTo("/idp/token"))
				.willReturn(jsonResponse("{\"error\":\"invalid_grant\",\"error_description\":\"disabled\"}", 400)));
		assertInvalidGrant(refresh(flow, tokens));
	}

	/**
	 * The same answer, header by header. The same work as well: a secret is one SHA-256
	 * away from its hash, which a network does not show.
	 */
	@Tag("M13")
	@LoginModes
	void clientWhenUnknownOrWithAWrongSecretThenTheSameAnswer(Deployment deployment) {
		Map<String, Object> client = confidential(deployment.server());
		String known = (String) client.get("client_id");
		for (String path : List.of("/oauth2/token", "/oauth2/revoke")) {
			for (Map<String, String> request : List.of(
					Map.of("grant_type", "refresh_token", "refresh_token", "x", "token", "x"),
					Map.of("grant_type", "authorization_code", "code", "x", "token", "x", "code_verifier",
							"a-code-verifier-of-more-than-forty-three-characters"))) {
				Reply wrong = authenticate(deployment.server(), path, request, known);
				assertThat(wrong.status()).isEqualTo(401);
				assertThat(wrong.json()).containsEntry("error", "invalid_client");
				for (String unknown : List.of("client_unknown", "x", known.substring(1), known + "A")) {
					Reply reply = authenticate(deployment.server(), path, request, unknown);
					assertThat(reply.status()).isEqualTo(401);
					assertThat(comparable(reply)).isEqualTo(comparable(wrong));
				}
			}
		}
	}

	private static Reply authenticate(TestServer server, String path, Map<String, String> request, String clientId) {
		Map<String, String> form = new HashMap<>(request);
		form.put("client_id", clientId);
		form.put("client_secret", "a-wrong-secret");
		return new Http().postForm(server.url(path), form);
	}

	/** Without the time, and the check that a developer on the own machine is told. */
	private static Map<String, Object> comparable(Reply reply) {
		Map<String, Object> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		all.putAll(reply.headers());
		all.keySet().removeAll(Set.of("date", "mcp-oauth-check"));
		all.put("body", reply.body());
		return all;
	}

	@Tag("M14")
	@Test
	void secretsWhenGuessedThen429AtEachDoorInBothModes() {
		for (TestServer server : List.of(strict, facade.server())) {
			for (String path : List.of("/oauth2/token", "/oauth2/revoke")) {
				String clientId = (String) confidential(server).get("client_id");
				for (int status : new int[] { 401, 401, 401, 429, 429 }) {
					assertThat(authenticate(server, path,
							Map.of("grant_type", "refresh_token", "refresh_token", "x", "token", "x"), clientId)
						.status()).isEqualTo(status);
				}
			}
			Map<String, Object> client = confidential(server);
			String url = server.url("/oauth2/register/" + client.get("client_id"));
			for (int status : new int[] { 403, 403, 403, 429 }) {
				assertThat(new Http().get(url, "Authorization", "Bearer wrong").status()).isEqualTo(status);
			}
			Reply right = new Http().get(url, "Authorization", "Bearer " + client.get("registration_access_token"));
			assertThat(right.status()).as("the right guess is not told from a wrong one").isEqualTo(429);
			assertThat(right.header("Retry-After")).isNotNull();
		}
	}

	private static Map<String, Object> confidential(TestServer server) {
		return new Http()
			.postJson(server.url("/oauth2/register"),
					ClientRequests.registration(",\"token_endpoint_auth_method\":\"client_secret_post\""))
			.json();
	}

	private static Reply refresh(CodeFlow flow, Map<String, Object> tokens) {
		return flow.token(flow.refreshRequest((String) tokens.get("refresh_token")));
	}

	private static void assertInvalidGrant(Reply reply) {
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json()).containsEntry("error", "invalid_grant").doesNotContainKey("access_token");
	}

}
