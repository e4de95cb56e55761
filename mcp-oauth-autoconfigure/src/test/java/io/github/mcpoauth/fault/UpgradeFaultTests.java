package io.github.mcpoauth.fault;

import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.support.ConsentFlow;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Postgres;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Logins, registrations and approvals that an earlier version has stored or handed out,
 * and that this one goes on with. During a rolling update the two run side by side. The
 * records are in {@code src/test/resources}; {@code -Drecords.write=true} makes them, and
 * is for a new form only: what is there has been written by servers that are out there.
 */
@Tag("FT20")
class UpgradeFaultTests {

	private static final String PREFIX = "version-1:";

	private static final String PROPERTIES = "clients.properties";

	private static final String DATABASE = "postgres.sql";

	private static final String REDIS = "redis.txt";

	@BeforeAll
	static void record() throws IOException, SQLException {
		if (!Boolean.getBoolean("records.write")) {
			return;
		}
		Properties written = new Properties();
		try (TestServer server = onPostgres("upgrade_written")) {
			write(server, "postgres", written);
		}
		StoredRecords.write(DATABASE, StoredRecords.dump(Postgres.dataSource("upgrade_written")));
		try (TestServer server = onRedis()) {
			write(server, "redis", written);
		}
		StoredRecords.write(REDIS, StoredRecords.dumpRedis(PREFIX));
		try (FacadeServer facade = FacadeServer.start()) {
			FacadeFlow flow = FacadeFlow.register(facade.server());
			written.put("facade.client", flow.clientId());
			written.put("facade.refresh", flow.tokens(facade.server()).get("refresh_token"));
		}
		StringBuilder text = new StringBuilder();
		written.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
		StoredRecords.write(PROPERTIES, text.toString());
	}

	private static void write(TestServer server, String store, Properties written) {
		String clientId = (String) new Http()
			.postJson(server.url("/oauth2/register"), "{\"redirect_uris\":[\"" + ConsentFlow.WEB + "\"]}")
			.json()
			.get("client_id");
		ConsentFlow client = ConsentFlow.behind(server, FacadeServer.BASE_URL, clientId);
		client.flow().login();
		Map<String, Object> tokens = client.redeem(client.approve("mcp:connect"));
		written.put(store + ".client", clientId);
		written.put(store + ".refresh", tokens.get("refresh_token"));
	}

	@Test
	void databaseWhenWrittenByAnEarlierVersionThenItsClientsGoOn() throws SQLException {
		String database = "upgrade_read";
		try (TestServer first = onPostgres(database)) {
			StoredRecords.restore(Postgres.dataSource(database), StoredRecords.read(DATABASE));
			assertGoesOn(first, "postgres");
		}
	}

	@Test
	void redisWhenWrittenByAnEarlierVersionThenItsClientsGoOn() {
		StoredRecords.restoreRedis(StoredRecords.read(REDIS));
		try (TestServer server = onRedis()) {
			assertGoesOn(server, "redis");
		}
	}

	/** Nothing is stored there; the records are what clients have. */
	@Test
	void facadeWhenClientAndRefreshTokenAreOfAnEarlierVersionThenTheyWork() throws IOException {
		try (FacadeServer facade = FacadeServer.start()) {
			facade.provider().answerToken(facade.provider().refreshableTokens());
			FacadeFlow flow = FacadeFlow.withClientId(written("facade.client"));
			Reply reply = flow.token(facade.server(), flow.refreshRequest(written("facade.refresh")));
			assertThat(reply.status()).as(reply.body()).isEqualTo(200);
			assertThat(facade.provider().posted("token").get(0))
				.contains("refresh_token=the-refresh-token-of-the-provider");
			assertThat(flow.tokens(facade.server())).containsKey("access_token");
		}
	}

	/** The registration, the remembered approval and the login. */
	private static void assertGoesOn(TestServer server, String store) {
		String clientId = written(store + ".client");
		ConsentFlow client = ConsentFlow.behind(server, FacadeServer.BASE_URL, clientId);
		client.flow().login();
		assertThat(client.isUnasked(client.request("mcp:connect"))).isTrue();
		OAuthFlow flow = OAuthFlow.behind(server, FacadeServer.BASE_URL, clientId);
		Reply refreshed = flow.token(flow.refreshRequest(written(store + ".refresh")));
		assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
		assertThat(flow.callMcp((String) refreshed.json().get("access_token")).status()).isEqualTo(200);
		assertThat(flow.token(flow.refreshRequest((String) refreshed.json().get("refresh_token"))).status())
			.isEqualTo(200);
	}

	private static String written(String name) {
		Properties properties = new Properties();
		try {
			properties.load(new StringReader(StoredRecords.read(PROPERTIES)));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return properties.getProperty(name);
	}

	private static TestServer onPostgres(String database) {
		return start("mcp.oauth.authorization-server.store=jdbc", "mcp.oauth.registration.store=jdbc",
				"mcp.oauth.authorization-server.jdbc.initialize-schema=always", "spring.autoconfigure.exclude=",
				"spring.datasource.url=" + Postgres.database(database), "spring.datasource.username=postgres");
	}

	private static TestServer onRedis() {
		return start("mcp.oauth.authorization-server.store=redis", "mcp.oauth.registration.store=redis",
				"mcp.oauth.authorization-server.redis.key-prefix=" + PREFIX,
				"spring.data.redis.port=" + Redis.shared().port());
	}

	/** What is recorded has to be good for longer than the tests are. */
	private static TestServer start(String... store) {
		return TestServer.start(Stream.concat(Stream.of(store),
				Stream.of("mcp.oauth.base-url=" + FacadeServer.BASE_URL, "mcp.oauth.resource.scopes=mcp:connect",
						"mcp.oauth.secret=" + FacadeServer.SECRET, SigningKeyMaterial.CONFIGURED,
						"mcp.oauth.authorization-server.refresh-token-time-to-live=36500d",
						"mcp.oauth.authorization-server.consent-time-to-live=36500d"))
			.toArray(String[]::new));
	}

}
