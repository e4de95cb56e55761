package io.github.mcpoauth.attack;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Registrations where they are limited, end, or are not wanted, in both modes that have
 * them.
 */
class LimitedRegistrationAttackTests {

	private static final int LIMIT = 20;

	private static final Duration LIFETIME = Duration.ofSeconds(2);

	private static final String CONFIDENTIAL = ",\"token_endpoint_auth_method\":\"client_secret_post\"";

	private static final String[] LIMITED = { "mcp.oauth.rate-limits.registrations-per-minute=" + LIMIT,
			"mcp.oauth.registration.time-to-live=" + LIFETIME };

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start(LIMITED);

	@RegisterExtension
	static final TestServer server = TestServer.start(LIMITED);

	private final Http http = new Http();

	/** What headers say of where a request is from is what anybody can write there. */
	@Tag("K1")
	@Tag("K15")
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void registerWhenFloodedUnderManyNamesThen429(boolean embedded) {
		TestServer each = embedded ? server : facade.server();
		Reply last = null;
		for (int i = 0; i < 2 * LIMIT && (last == null || last.status() == 201); i++) {
			last = register(each, "/oauth2/register", "X-Forwarded-For", "198.51.100." + i, "Forwarded",
					"for=198.51.100." + i, "X-Real-IP", "198.51.100." + i, "True-Client-IP", "198.51.100." + i,
					"CF-Connecting-IP", "198.51.100." + i);
		}
		assertThat(last.status()).isEqualTo(429);
		assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 60);
		assertThat(last.json()).containsEntry("error", "temporarily_unavailable");
		assertThat(last.header("Cache-Control")).isEqualTo("no-store");
	}

	@Tag("K13")
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void secretWhenItsTimeIsOverThenOpensNothing(boolean embedded) {
		TestServer each = embedded ? server : facade.server();
		Map<String, Object> client = Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> register(each, "/oauth2/register"), (reply) -> reply.status() == 201)
			.json();
		assertThat((Integer) client.get("client_secret_expires_at"))
			.isEqualTo((Integer) client.get("client_id_issued_at") + (int) LIFETIME.toSeconds());
		Map<String, String> request = new ClientRequests((String) client.get("client_id"), null).refresh("x");
		request.put("client_secret", (String) client.get("client_secret"));
		Reply over = Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> this.http.postForm(each.url("/oauth2/token"), request), (reply) -> reply.status() != 400);
		assertThat(over.status()).isEqualTo(401);
		assertThat(over.json()).containsEntry("error", "invalid_client");
		assertThat(this.http
			.get(each.url("/oauth2/register/" + client.get("client_id")), "Authorization",
					"Bearer " + client.get("registration_access_token"))
			.status()).isEqualTo(404);
	}

	@Tag("K14")
	@Test
	void registerWhenItIsOffThen404AndNotAdvertised() {
		String off = "mcp.oauth.registration.enabled=false";
		try (TestServer closedFacade = facade.startInstance(off); TestServer closed = TestServer.start(off)) {
			for (TestServer each : List.of(closedFacade, closed)) {
				for (String path : List.of("/oauth2/register", "/oauth2/register/client_a")) {
					assertThat(register(each, path).status()).isEqualTo(404);
				}
				// Nobody's path, so it has the login of the application's own
				assertThat(register(each, "/register").status()).isEqualTo(401);
				for (String document : List.of("oauth-authorization-server", "openid-configuration")) {
					assertThat(this.http.get(each.url("/.well-known/" + document)).json())
						.doesNotContainKey("registration_endpoint");
				}
			}
		}
	}

	private Reply register(TestServer at, String path, String... headers) {
		return this.http.postJson(at.url(path), ClientRequests.registration(CONFIDENTIAL), headers);
	}

}
