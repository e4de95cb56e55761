package io.github.mcpoauth.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.mcpoauth.jose.KeyRing;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.store.StoreUnavailableException;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A store of registrations that goes away while the application runs.
 */
@Tag("FT12")
class RegistrationOutageTests {

	@AutoClose
	private final Redis redis = Redis.start();

	private final String[] settings = { "mcp.oauth.registration.store=redis",
			"mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters",
			"spring.data.redis.port=" + this.redis.port(), "spring.data.redis.timeout=2s" };

	private final Http http = new Http();

	@Test
	void facadeWhenStoreIsGoneThen503WhereItIsNeeded() {
		try (FacadeServer facade = FacadeServer.start(this.settings)) {
			TestServer server = facade.server();
			FacadeFlow flow = FacadeFlow.register(server);
			Map<String, Object> tokens = flow.tokens(server);
			Map<String, Object> client = register(server).json();
			this.redis.close();
			assertUnavailable(register(server));
			assertUnavailable(manage(server, client, "GET"));
			assertUnavailable(manage(server, client, "DELETE"));
			assertUnavailable(flow.token(server, flow.refreshRequest((String) tokens.get("refresh_token"))));
			assertPage(flow.authorize(server, flow.request()));
			assertThat(FacadeFlow.callMcp(server, tokens.get("access_token")).status()).isEqualTo(200);
		}
	}

	@Test
	void authorizationServerWhenStoreIsGoneThen503WhereItIsNeeded() {
		try (TestServer server = TestServer.start(this.settings)) {
			OAuthFlow flow = OAuthFlow.register(server);
			Map<String, Object> tokens = flow.tokens();
			Map<String, Object> client = register(server).json();
			this.redis.close();
			assertUnavailable(register(server));
			assertUnavailable(manage(server, client, "GET"));
			assertUnavailable(manage(server, client, "DELETE"));
			assertUnavailable(flow.token(flow.refreshRequest((String) tokens.get("refresh_token"))));
			assertUnavailable(this.http.postForm(server.url("/oauth2/revoke"),
					Map.of("client_id", flow.clientId(), "token", (String) tokens.get("refresh_token"))));
			assertPage(flow.authorize(flow.request()));
			assertThat(flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
		}
	}

	/** The token is issued already, and its client would lose it with the answer. */
	@Test
	void usedWhenItCanNotBeNotedThenNoHarm() {
		this.redis.close();
		LettuceConnectionFactory connections = Redis.connect(this.redis.port());
		try {
			RegistrationStore store = new RedisRegistrationStore(connections, "",
					new Sealer(KeyRing.random(), Clock.systemUTC()), 1);
			new StoredRegistrar(store, new StoredRegistrar.Lifetimes(Duration.ZERO, Duration.ZERO), (clientId) -> {
			}, Clock.systemUTC()).used("client_a");
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> store.touch("client_a", Instant.now()));
		}
		finally {
			connections.destroy();
		}
	}

	private static void assertUnavailable(Reply reply) {
		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.json()).containsEntry("error", "temporarily_unavailable");
		assertThat(reply.header("Retry-After")).isEqualTo("10");
		assertThat(reply.header("Cache-Control")).contains("no-store");
	}

	private static void assertPage(Reply reply) {
		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.body()).contains("Please try again", "storage").doesNotContain("Exception");
		assertThat(reply.header("Retry-After")).isEqualTo("10");
		assertThat(reply.location()).isNull();
	}

	private Reply register(TestServer server) {
		return this.http.postJson(server.url("/oauth2/register"), ClientRequests.registration(""));
	}

	private Reply manage(TestServer server, Map<String, Object> client, String method) {
		return this.http.send(method, server.url("/oauth2/register/" + client.get("client_id")), null, "Authorization",
				"Bearer " + client.get("registration_access_token"));
	}

}
