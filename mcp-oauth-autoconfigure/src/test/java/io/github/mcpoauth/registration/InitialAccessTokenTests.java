package io.github.mcpoauth.registration;

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.conformance.Checklist;
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

	@Tag("K14")
	@Checklist("B14")
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void registerWhenRegistrationIsOffThen404AndNotAdvertised(boolean embedded) {
		String off = "mcp.oauth.registration.enabled=false";
		try (FacadeServer facade = FacadeServer.start(off); TestServer own = TestServer.start(off)) {
			TestServer server = embedded ? own : facade.server();
			assertThat(register(server, "/oauth2/register").status()).isEqualTo(404);
			Reply read = new Http().get(server.url("/oauth2/register/client_a"), "Authorization", "Bearer x");
			assertThat(read.status()).isEqualTo(404);
			assertThat(new Http().get(server.url("/.well-known/oauth-authorization-server")).json())
				.doesNotContainKey("registration_endpoint")
				.containsEntry("token_endpoint_auth_methods_supported", List.of("none", "private_key_jwt"));
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
