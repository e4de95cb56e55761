package io.github.mcpoauth.registration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Registration for who has a token (RFC 7591 section 3).
 */
class InitialAccessTokenTests {

	private static final String OLD = "an-initial-access-token-of-the-tests";

	private static final String NEW = "another-initial-access-token-of-the-tests";

	private static final String PROPERTY = "mcp.oauth.registration.initial-access-token=" + NEW + "," + OLD;

	@ParameterizedTest
	@CsvSource({ "relay, a-secret", "direct, ''" })
	void registerWhenTokenIsNeededThenOnlyWithOneOfThem(String endpoints, String clientSecret) {
		try (FacadeServer facade = FacadeServer.start("mcp.oauth.facade.endpoints=" + endpoints,
				"mcp.oauth.upstream.client-secret=" + clientSecret, PROPERTY)) {
			check(facade.server(), "/oauth2/register");
			check(facade.server(), "/register");
		}
	}

	@Test
	void registerWhenTokenIsNeededAtTheEmbeddedServerThenOnlyWithOneOfThem() {
		try (TestServer server = TestServer.start(PROPERTY)) {
			check(server, "/oauth2/register");
		}
	}

	private static void check(TestServer server, String path) {
		for (String token : new String[] { OLD, NEW }) {
			assertThat(register(server, path, "Authorization", "Bearer " + token).status()).isEqualTo(201);
		}
		assertThat(register(server, path, "Authorization", "bearer " + NEW).status()).isEqualTo(201);
		Reply missing = register(server, path);
		assertThat(missing.status()).isEqualTo(401);
		assertThat(missing.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"registration\"");
		assertThat(missing.header("Cache-Control")).isEqualTo("no-store");
		for (String wrong : new String[] { OLD + "x", "x", OLD.substring(1), OLD + "," + NEW }) {
			Reply reply = register(server, path, "Authorization", "Bearer " + wrong);
			assertThat(reply.status()).isEqualTo(401);
			assertThat(reply.header("WWW-Authenticate"))
				.isEqualTo("Bearer realm=\"registration\", error=\"invalid_token\"");
			assertThat(reply.json()).containsEntry("error", "invalid_token");
		}
		assertThat(register(server, path, "Authorization", "Basic " + OLD).status()).isEqualTo(401);
	}

	private static Reply register(TestServer server, String path, String... headers) {
		return new Http().postJson(server.url(path), ClientRequests.registration(""), headers);
	}

}
