package io.github.mcpoauth.authorizationserver;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.mcpoauth.support.Postgres;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Assertions at two instances of an application with the same store (checklist E2).
 */
class SharedAssertionTests {

	private static final String BASE_URL = "http://localhost:9999";

	@Test
	void tokenWhenAssertionIsUsedAtTwoInstancesWithPostgresThenOneToken() {
		assertOneToken("mcp.oauth.authorization-server.store=jdbc", "spring.autoconfigure.exclude=",
				"mcp.oauth.authorization-server.jdbc.initialize-schema=always",
				"spring.datasource.url="
						+ Postgres.database("assertions" + UUID.randomUUID().toString().replace("-", "")),
				"spring.datasource.username=postgres");
	}

	@Test
	void tokenWhenAssertionIsUsedAtTwoInstancesWithRedisThenOneToken() {
		assertOneToken("mcp.oauth.authorization-server.store=redis",
				"mcp.oauth.authorization-server.redis.key-prefix=assertions " + UUID.randomUUID() + ":",
				"spring.data.redis.port=" + Redis.shared().port());
	}

	private static void assertOneToken(String... store) {
		try (TestProvider issuer = new TestProvider("unused");
				TestServer first = start(issuer, store);
				TestServer second = start(issuer, store)) {
			String again = assertion(issuer);
			assertThat(redeem(first, again)).isEqualTo(200);
			assertThat(redeem(second, again)).isEqualTo(400);
			String raced = assertion(issuer);
			List<Integer> statuses = IntStream.range(0, 16)
				.parallel()
				.mapToObj((i) -> redeem((i % 2 == 0) ? first : second, raced))
				.toList();
			assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 400);
		}
	}

	private static TestServer start(TestProvider issuer, String... store) {
		return TestServer.start(Stream
			.of(Stream.of(IdentityAssertionTests.settings(issuer)), Stream.of(store),
					Stream.of("mcp.oauth.base-url=" + BASE_URL, SigningKeyMaterial.CONFIGURED,
							"mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters"))
			.flatMap((settings) -> settings)
			.toArray(String[]::new));
	}

	private static String assertion(TestProvider issuer) {
		return IdentityAssertionTests.assertion(issuer, BASE_URL, (claims) -> {
		});
	}

	private static int redeem(TestServer server, String assertion) {
		return IdentityAssertionTests.redeem(server, assertion).status();
	}

}
