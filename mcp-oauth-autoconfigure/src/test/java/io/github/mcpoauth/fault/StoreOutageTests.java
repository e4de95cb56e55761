package io.github.mcpoauth.fault;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A store that goes away while the application runs.
 */
@Tag("FT12")
class StoreOutageTests {

	private static final Redis redis = Redis.start();

	@RegisterExtension
	static final TestServer server = TestServer.start("mcp.oauth.authorization-server.store=redis",
			"mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters",
			"spring.data.redis.port=" + redis.port(), "spring.data.redis.timeout=2s");

	@RegisterExtension
	static final TestServer opaque = TestServer.start("mcp.oauth.authorization-server.store=redis",
			"mcp.oauth.authorization-server.token-format=opaque",
			"mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters",
			"spring.data.redis.port=" + redis.port(), "spring.data.redis.timeout=2s");

	private static String remembered;

	private static OAuthFlow flow;

	private static Map<String, Object> tokens;

	private static OAuthFlow half;

	private static Map<String, String> request;

	@BeforeAll
	static void logInAndStop() {
		flow = OAuthFlow.register(server);
		tokens = flow.tokens();
		half = OAuthFlow.register(server);
		half.consentPage(half.request());
		request = half.request();
		OAuthFlow other = OAuthFlow.register(opaque);
		remembered = (String) other.tokens().get("access_token");
		assertThat(other.callMcp(remembered).status()).isEqualTo(200);
		redis.close();
	}

	@AfterAll
	static void close() {
		redis.close();
	}

	@Test
	void callWhenStoreIsGoneThenTokenIsGoodAllTheSame() {
		assertThat(flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
	}

	@Test
	void callWhenTokenHasToBeLookedUpThen503UnlessItIsRemembered() {
		OAuthFlow caller = OAuthFlow.withClientId(opaque, "any");
		assertThat(caller.callMcp(remembered).status()).isEqualTo(200);
		Reply reply = caller.callMcp("mat_not-seen-before");
		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.header("Retry-After")).isNotNull();
		assertThat(reply.header("WWW-Authenticate")).isNull();
	}

	@Test
	void introspectAndUserinfoWhenStoreIsGoneThen503() {
		Reply introspection = new Http().postForm(server.url("/oauth2/introspect"),
				Map.of("client_id", flow.clientId(), "token", (String) tokens.get("refresh_token")));
		assertThat(introspection.status()).isEqualTo(503);
		Reply userinfo = new Http().get(opaque.url("/oauth2/userinfo"), "Authorization", "Bearer " + remembered);
		assertThat(userinfo.status()).isEqualTo(503);
		assertThat(userinfo.json()).containsEntry("error", "temporarily_unavailable");
	}

	/** A 400 or 401 would make the client throw its tokens away. */
	@Test
	void refreshWhenStoreIsGoneThen503() {
		Map<String, String> refresh = flow.refreshRequest((String) tokens.get("refresh_token"));
		Reply reply = new Http().post(server.url("/oauth2/token"), "application/x-www-form-urlencoded",
				Http.encode(refresh), "Origin", "https://app.example");
		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.json()).containsEntry("error", "temporarily_unavailable");
		assertThat(reply.header("Retry-After")).isEqualTo("10");
		assertThat(reply.header("Cache-Control")).contains("no-store");
		assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
	}

	@Test
	void revokeWhenStoreIsGoneThen503() {
		Reply reply = new Http().postForm(server.url("/oauth2/revoke"),
				Map.of("client_id", flow.clientId(), "token", (String) tokens.get("refresh_token")));
		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.json()).containsEntry("error", "temporarily_unavailable");
	}

	@Test
	void accountWhenStoreIsGoneThenPageSaysSo() {
		Reply reply = half.browser().get(server.url("/oauth2/account"));
		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.body()).contains("Please try again", "storage").doesNotContain("No application");
	}

	@Test
	void authorizeWhenStoreIsGoneThenPageSaysSo() {
		Reply reply = half.authorize(request);
		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.body()).contains("Please try again", "storage").doesNotContain("Exception");
		assertThat(reply.header("Retry-After")).isEqualTo("10");
		assertThat(reply.location()).isNull();
	}

}
