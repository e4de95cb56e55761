package io.github.mcpoauth.authorizationserver.login;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.authorizationserver.login.ProviderApi.Client;
import io.github.mcpoauth.support.Postgres;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Providers' tokens that two instances of an application share.
 */
class SharedProviderAccessTokensTests {

	/**
	 * What every store has to show.
	 */
	abstract static class Contract {

		@AutoClose
		private final ProviderApi api = new ProviderApi();

		private final String[] store;

		@AutoClose
		private final TestServer first;

		Contract(String... store) {
			this.store = store;
			this.first = start();
		}

		private TestServer start(String... more) {
			return this.api.start(Stream
				.of(Stream.of(this.store), Stream.of(more),
						Stream.of(ProviderApi.KEEP, SigningKeyMaterial.CONFIGURED,
								"mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters"))
				.flatMap((properties) -> properties)
				.toArray(String[]::new));
		}

		/** Where the first one is, as the public URL says. */
		private TestServer startAnother() {
			return start("mcp.oauth.base-url=" + this.first.url(""));
		}

		@Tag("FT16")
		@Test
		void callWhenServerHasStartedAnewThenTokensAreThere() {
			this.api.serve("access-of-alice", "what alice has");
			Client alice = this.api.login(this.first, "alice",
					ProviderApi.tokens("access-of-alice", 300, "refresh-of-alice"));
			this.first.close();
			try (TestServer second = startAnother()) {
				assertThat(alice.callAt(second).json()).containsEntry("answer", "\"what alice has\"");
			}
		}

		/** The refresh token is replaced, and would be taken for stolen if used twice. */
		@Tag("FT18")
		@Tag("FT19")
		@Test
		void callWhenExpiredAndBothNeedItThenOneRefresh() throws Exception {
			this.api.serve("second", "something");
			Client alice = this.api.login(this.first, "alice", ProviderApi.tokens("first", 2, "refresh-1"));
			this.api.answerRefresh("refresh-1", 700, ProviderApi.tokens("second", 300, "refresh-2"));
			try (TestServer second = startAnother()) {
				ProviderApi.awaitExpiry();
				List<Callable<Reply>> calls = new ArrayList<>();
				for (int i = 0; i < 8; i++) {
					calls.add(() -> alice.callAt(this.first));
					calls.add(() -> alice.callAt(second));
				}
				assertThat(ProviderApi.inParallel(calls)).extracting(Reply::status).containsOnly(200);
				assertThat(this.api.refreshes()).hasSize(1);
			}
		}

	}

	@Nested
	class OnPostgres extends Contract {

		OnPostgres() {
			super("mcp.oauth.authorization-server.store=jdbc",
					"mcp.oauth.authorization-server.jdbc.initialize-schema=always", "spring.autoconfigure.exclude=",
					"spring.datasource.url=" + Postgres.database("upstream_" + System.nanoTime()));
		}

	}

	@Nested
	class OnRedis extends Contract {

		OnRedis() {
			super("mcp.oauth.authorization-server.store=redis",
					"spring.data.redis.url=redis://localhost:" + Redis.shared().port(),
					"mcp.oauth.authorization-server.redis.key-prefix=upstream " + UUID.randomUUID() + ":");
		}

	}

}
