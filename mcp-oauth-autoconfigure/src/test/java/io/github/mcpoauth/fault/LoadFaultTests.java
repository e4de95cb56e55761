package io.github.mcpoauth.fault;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.DocumentServer;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Postgres;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.ServerProcess;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * More of everything than anybody has planned for.
 */
@Timeout(240)
class LoadFaultTests {

	private static final int CLIENTS = 100_000;

	private static final int SLOW_DOCUMENTS = 200;

	/**
	 * A hundred thousand clients, in a process whose heap would not hold them: room is
	 * made for new ones, and who is in use stays.
	 */
	@Tag("FT22")
	@Test
	void registerWhenThereAreAHundredThousandClientsThenRoomIsMadeAndTheHeapIsBounded() throws SQLException {
		String database = "crowded";
		try (ServerProcess server = new ServerProcess(javaHome(), List.of("-Xmx128m", "-XX:+ExitOnOutOfMemoryError"),
				"mcp.oauth.registration.store=jdbc", "mcp.oauth.registration.jdbc.initialize-schema=always",
				"mcp.oauth.registration.max-clients=1000", "mcp.oauth.secret=" + FacadeServer.SECRET,
				"spring.autoconfigure.exclude=", "spring.datasource.url=" + Postgres.database(database),
				"spring.datasource.username=postgres", "mcp.oauth.rate-limits.enabled=false")) {
			OAuthFlow used = OAuthFlow.register(server);
			Map<String, Object> tokens = used.tokens();
			OAuthFlow unused = OAuthFlow.register(server);
			multiply(database, unused.clientId());
			assertThat(count(database)).isEqualTo(CLIENTS + 2);
			List<String> registered = new ArrayList<>();
			for (int i = 0; i < 150 && (i < 5 || count(database) > 1000); i++) {
				Reply reply = new Http().postJson(server.url("/oauth2/register"), ClientRequests.registration(""));
				assertThat(reply.status()).as(reply.body()).isEqualTo(201);
				registered.add((String) reply.json().get("client_id"));
			}
			assertThat(count(database)).isLessThanOrEqualTo(1000);
			assertThat(used.token(used.refreshRequest((String) tokens.get("refresh_token"))).status()).isEqualTo(200);
			assertThat(OAuthFlow.withClientId(server, registered.get(registered.size() - 1)).tokens())
				.containsKey("access_token");
		}
	}

	private static Path javaHome() {
		return Path.of(System.getProperty("java.home"));
	}

	/** As many clients like one of them, each a little older than the one before. */
	private static void multiply(String database, String clientId) throws SQLException {
		try (Connection connection = Postgres.dataSource(database).getConnection();
				Statement sql = connection.createStatement()) {
			List<String> columns = new ArrayList<>();
			try (var result = sql.executeQuery("SELECT * FROM mcp_oauth_registration LIMIT 0")) {
				for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
					columns.add(result.getMetaData().getColumnName(i));
				}
			}
			List<String> values = columns.stream()
				.map((column) -> column.equals("client_id") ? "client_id || '_' || n" : column)
				.toList();
			sql.executeUpdate("INSERT INTO mcp_oauth_registration (" + String.join(",", columns) + ") SELECT "
					+ String.join(",", values) + " FROM mcp_oauth_registration, generate_series(1, " + CLIENTS
					+ ") n WHERE client_id = '" + clientId + "'");
		}
	}

	private static int count(String database) throws SQLException {
		try (Connection connection = Postgres.dataSource(database).getConnection();
				Statement sql = connection.createStatement();
				var result = sql.executeQuery("SELECT COUNT(*) FROM mcp_oauth_registration")) {
			result.next();
			return result.getInt(1);
		}
	}

	/**
	 * Two hundred, as many as a server has threads, each one byte a second.
	 */
	@Tag("FT23")
	@Test
	void authorizeWhenTwoHundredDocumentsDripThenFewAreWaitedForAndCallersDoNotNotice() {
		AtomicInteger dripping = new AtomicInteger();
		CountDownLatch end = new CountDownLatch(1);
		ExecutorService threads = Executors.newFixedThreadPool(SLOW_DOCUMENTS);
		try (DocumentServer documents = DocumentServer.start();
				FacadeServer facade = FacadeServer.start(
						"mcp.oauth.registration.client-id-metadata-documents.allow-loopback=true",
						"mcp.oauth.registration.client-id-metadata-documents.fetches-per-minute=-1",
						"mcp.oauth.registration.client-id-metadata-documents.fetches-per-minute-and-host=-1",
						"mcp.oauth.rate-limits.enabled=false")) {
			TestServer server = facade.server();
			documents.handle("/slow", (exchange) -> {
				dripping.incrementAndGet();
				exchange.getResponseHeaders().set("Content-Type", "application/json");
				exchange.sendResponseHeaders(200, 0);
				exchange.getResponseBody().write('{');
				exchange.getResponseBody().flush();
				await(end);
			});
			String good = documents.client("/good", "");
			List<CompletableFuture<Reply>> attack = IntStream.range(0, SLOW_DOCUMENTS)
				.mapToObj((i) -> CompletableFuture.supplyAsync(() -> authorize(server, documents.url("/slow/" + i)),
						threads))
				.toList();
			for (int i = 0; i < 50; i++) {
				String token = facade.provider().tokens().with((claims) -> claims.jwtID(String.valueOf(Math.random())));
				assertThat(FacadeFlow.callMcp(server, token).status()).isEqualTo(200);
			}
			attack.forEach((reply) -> assertThat(reply.join().status()).isIn(400, 401, 503));
			assertThat(attack.stream().map(CompletableFuture::join).filter((reply) -> reply.status() == 503))
				.isNotEmpty()
				.allSatisfy((reply) -> assertThat(reply.header("Retry-After")).isNotNull());
			assertThat(dripping).hasValueLessThan(SLOW_DOCUMENTS);
			assertThat(authorize(server, good).body()).contains("A published client");
		}
		finally {
			end.countDown();
			threads.shutdownNow();
		}
	}

	private static Reply authorize(TestServer server, String clientId) {
		return new Http()
			.get(server.url("/oauth2/authorize?" + Http.encode(new ClientRequests(clientId, null).authorization())));
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
