package io.github.mcpoauth.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Postgres;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.ServerProcess;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that is killed while it rotates refresh tokens, and started again.
 */
@Tag("FT21")
class KilledServerTests {

	private static final String BASE_URL = "http://localhost:9999";

	private static final int ROUNDS = 3;

	private static final int CLIENTS = 4;

	private final Random random = new Random();

	static List<List<String>> stores() {
		return List.of(
				List.of("mcp.oauth.authorization-server.store=jdbc", "mcp.oauth.registration.store=jdbc",
						"mcp.oauth.authorization-server.jdbc.initialize-schema=always", "spring.autoconfigure.exclude=",
						"spring.datasource.url=" + Postgres.database("killed"), "spring.datasource.username=postgres"),
				List.of("mcp.oauth.authorization-server.store=redis", "mcp.oauth.registration.store=redis",
						"mcp.oauth.authorization-server.redis.key-prefix=killed " + UUID.randomUUID() + ":",
						"spring.data.redis.port=" + Redis.shared().port()));
	}

	@ParameterizedTest
	@MethodSource("stores")
	void refreshWhenServerIsKilledMeanwhileThenEveryClientGoesOn(List<String> store) throws Exception {
		String[] settings = Stream.concat(store.stream(),
				Stream.of("mcp.oauth.base-url=" + BASE_URL, "mcp.oauth.resource.scopes=read",
						"mcp.oauth.authorization-server.refresh-token-grace-period=1m", SigningKeyMaterial.CONFIGURED,
						"mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters"))
			.toArray(String[]::new);
		ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
		try (TestServer other = TestServer.start(settings); ServerProcess server = new ServerProcess(settings)) {
			List<Client> clients = IntStream.range(0, CLIENTS)
				.mapToObj((i) -> new Client(OAuthFlow.registerBehind(other, BASE_URL)))
				.toList();
			for (int round = 0; round < ROUNDS; round++) {
				CountDownLatch untilKilled = new CountDownLatch(1 + this.random.nextInt(200));
				List<Future<?>> refreshing = new ArrayList<>();
				clients.forEach((client) -> refreshing
					.add(threads.submit(() -> client.refreshUntilNobodyAnswers(server, untilKilled))));
				assertThat(untilKilled.await(1, TimeUnit.MINUTES)).isTrue();
				server.kill();
				for (Future<?> stopped : refreshing) {
					stopped.get();
				}
				server.start();
				for (Client client : clients) {
					Reply reply = client.refresh(server);
					assertThat(reply.status()).as(reply.body()).isEqualTo(200);
					assertThat(client.call(server).status()).isEqualTo(200);
				}
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	/**
	 * A client that keeps what the last answer said, and knows nothing of an answer that
	 * it did not get.
	 */
	private static final class Client {

		private final Http http = new Http();

		private final OAuthFlow flow;

		private Map<String, Object> tokens;

		Client(OAuthFlow flow) {
			this.flow = flow;
			this.tokens = flow.tokens();
		}

		void refreshUntilNobodyAnswers(ServerProcess server, CountDownLatch refreshed) {
			while (true) {
				try {
					assertThat(refresh(server).status()).isEqualTo(200);
					refreshed.countDown();
				}
				catch (AssertionError ex) {
					if (ex.getCause() instanceof IOException) {
						return;
					}
					throw ex;
				}
			}
		}

		Reply refresh(ServerProcess server) {
			Reply reply = this.http.postForm(server.url("/oauth2/token"),
					this.flow.refreshRequest((String) this.tokens.get("refresh_token")));
			if (reply.status() == 200) {
				this.tokens = reply.json();
			}
			return reply;
		}

		Reply call(ServerProcess server) {
			return this.http.postJson(server.url("/mcp"), "{}", "Authorization",
					"Bearer " + this.tokens.get("access_token"));
		}

	}

}
