package io.github.mcpoauth.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.support.ConsentFlow;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Postgres;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances of an application with the same store.
 */
class SharedStoreTests {

	private static final String BASE_URL = "http://localhost:9999";

	private static final String ADMIN_KEY = "an-admin-key-of-the-tests-with-32-or-more";

	private static TestServer start(String... store) {
		return TestServer
			.start(Stream.concat(Stream.of("mcp.oauth.base-url=" + BASE_URL, "mcp.oauth.resource.scopes=read",
					SigningKeyMaterial.CONFIGURED, "mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters",
					"mcp.oauth.authorization-server.consent-time-to-live=30d",
					"mcp.oauth.server-registry.admin-key=" + ADMIN_KEY), Stream.of(store))
				.toArray(String[]::new));
	}

	/**
	 * What every store has to show.
	 */
	abstract static class Contract {

		private final String[] store;

		@AutoClose
		private final TestServer first;

		@AutoClose
		private final TestServer second;

		private final OAuthFlow flow;

		Contract(String... store) {
			this.store = store;
			this.first = start();
			this.second = start();
			this.flow = OAuthFlow.registerBehind(this.first, BASE_URL).at(this.second);
		}

		private TestServer start() {
			return SharedStoreTests.start(this.store);
		}

		@Tag("FT18")
		@Test
		void loginWhenEachStepIsElsewhereThenWorks() {
			String code = this.flow.code();
			Map<String, Object> tokens = this.flow.at(this.first).token(this.flow.tokenRequest(code)).json();
			assertThat(tokens).containsKey("access_token");
			Map<String, Object> refreshed = refresh(this.second, tokens).json();
			assertThat(refreshed).containsKey("access_token");
			assertThat(call(this.first, refreshed).status()).isEqualTo(200);
			assertThat(call(this.second, refreshed).status()).isEqualTo(200);
		}

		@Tag("M3")
		@Tag("FT19")
		@Test
		void refreshWhenUsedOnBothAtOnceThenOneSuccessor() {
			Map<String, Object> tokens = this.flow.tokens();
			List<Reply> replies = IntStream.range(0, 16)
				.parallel()
				.mapToObj((i) -> refresh(instance(i), tokens))
				.toList();
			assertThat(replies).extracting(Reply::status).containsOnly(200);
			assertThat(replies).extracting((reply) -> reply.json().get("refresh_token"))
				.containsOnly(replies.get(0).json().get("refresh_token"));
		}

		@Tag("M2")
		@Test
		void refreshWhenTokenBeforeTheLastIsUsedElsewhereThenBothRefuseAllOfTheLogin() {
			Map<String, Object> first = this.flow.tokens();
			Map<String, Object> third = refresh(this.first, refresh(this.second, first).json()).json();
			assertThat(refresh(this.second, first).json()).containsEntry("error", "invalid_grant");
			assertThat(refresh(this.first, third).json()).containsEntry("error", "invalid_grant");
			assertThat(call(this.second, third).status()).isEqualTo(401);
			Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> call(this.first, third).status() == 401);
		}

		/** As after a restart. */
		@Tag("FT16")
		@Test
		void refreshWhenAnotherInstanceIsStartedLaterThenItKnowsTheLogin() {
			Map<String, Object> tokens = this.flow.tokens();
			this.first.close();
			this.second.close();
			try (TestServer later = start()) {
				assertThat(call(later, tokens).status()).isEqualTo(200);
				assertThat(refresh(later, tokens).status()).isEqualTo(200);
			}
		}

		@Test
		void callWhenTokenWasRevokedBeforeAnInstanceStartedThenItRefusesTheToken() {
			Map<String, Object> tokens = this.flow.tokens();
			assertThat(
					new Http()
						.postForm(this.second.url("/oauth2/revoke"),
								Map.of("client_id", this.flow.clientId(), "token",
										(String) tokens.get("refresh_token")))
						.status())
				.isEqualTo(200);
			try (TestServer later = start()) {
				assertThat(call(later, tokens).status()).isEqualTo(401);
			}
		}

		/** What a person takes back on one instance is gone on the other. */
		@Test
		void accountWhenPersonRevokesThenBothForgetTheGrantAndAskAgain() {
			String clientId = (String) new Http()
				.postJson(this.first.url("/oauth2/register"), "{\"redirect_uris\":[\"" + ConsentFlow.WEB + "\"]}")
				.json()
				.get("client_id");
			ConsentFlow here = ConsentFlow.behind(this.first, BASE_URL, clientId);
			here.flow().login();
			Map<String, Object> tokens = here.redeem(here.approve("read"));
			ConsentFlow there = ConsentFlow.behind(this.second, BASE_URL, clientId);
			there.flow().login();
			assertThat(there.isUnasked(there.request("read"))).isTrue();

			Element page = Jsoup.parse(there.browser().get(this.second.url("/oauth2/account")).body());
			Element button = page.selectFirst("button[name=revoke]");
			Map<String, String> fields = OAuthFlow.fields(button.closest("form"));
			fields.put("revoke", button.attr("value"));
			there.browser().postForm(this.second.url("/oauth2/account"), fields);

			here.flow().login();
			assertThat(here.isUnasked(here.request("read"))).isFalse();
			assertThat(refresh(this.first, tokens, clientId).json()).containsEntry("error", "invalid_grant");
			assertThat(call(this.second, tokens).status()).isEqualTo(401);
			Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> call(this.first, tokens).status() == 401);
		}

		private static Reply refresh(TestServer server, Map<String, Object> tokens, String clientId) {
			return new Http().postForm(server.url("/oauth2/token"), Map.of("grant_type", "refresh_token", "client_id",
					clientId, "refresh_token", (String) tokens.get("refresh_token")));
		}

		@Test
		void addServerWhenAtOneInstanceThenTheOtherIssuesTokensForItAndSoDoesALaterOne() {
			String admin = "Bearer " + ADMIN_KEY;
			Reply added = new Http().postJson(this.first.url("/api/servers"), """
					{"resource_url":"https://notes.example.com/mcp","scopes":["notes:read"]}""", "Authorization",
					admin);
			assertThat(added.status()).isEqualTo(201);
			String path = "/prm/" + added.json().get("server_id");
			assertThat(new Http().get(this.first.url(path)).status()).isEqualTo(200);
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.until(() -> new Http().get(this.second.url(path)).status() == 200);
			Map<String, String> request = this.flow.request();
			request.put("resource", "https://notes.example.com/mcp");
			request.remove("scope");
			Map<String, String> redeem = this.flow.tokenRequest(this.flow.code(request));
			redeem.put("resource", "https://notes.example.com/mcp");
			assertThat(this.flow.at(this.first).token(redeem).json()).containsEntry("scope", "notes:read");
			try (TestServer later = start()) {
				assertThat(new Http()
					.send("DELETE", later.url("/api/servers/" + added.json().get("server_id")), null, "Authorization",
							admin)
					.status()).isEqualTo(204);
			}
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.until(() -> new Http().get(this.first.url(path)).status() == 404);
		}

		private TestServer instance(int number) {
			return (number % 2 == 0) ? this.first : this.second;
		}

		private Reply refresh(TestServer server, Map<String, Object> tokens) {
			return this.flow.at(server).token(this.flow.refreshRequest((String) tokens.get("refresh_token")));
		}

		private Reply call(TestServer server, Map<String, Object> tokens) {
			return this.flow.at(server).callMcp((String) tokens.get("access_token"));
		}

	}

	@Nested
	class OnPostgres extends Contract {

		OnPostgres() {
			super("mcp.oauth.authorization-server.store=jdbc", "spring.autoconfigure.exclude=",
					"mcp.oauth.authorization-server.jdbc.initialize-schema=always",
					"spring.datasource.url="
							+ Postgres.database("shared" + UUID.randomUUID().toString().replace("-", "")),
					"spring.datasource.username=postgres");
		}

	}

	@Nested
	class OnRedis extends Contract {

		OnRedis() {
			super("mcp.oauth.authorization-server.store=redis",
					"mcp.oauth.authorization-server.redis.key-prefix=shared " + UUID.randomUUID() + ":",
					"spring.data.redis.port=" + Redis.shared().port());
		}

	}

	@Nested
	class OnRedisWithOpaqueTokens extends Contract {

		OnRedisWithOpaqueTokens() {
			super("mcp.oauth.authorization-server.store=redis", "mcp.oauth.authorization-server.token-format=opaque",
					"mcp.oauth.authorization-server.redis.key-prefix=opaque " + UUID.randomUUID() + ":",
					"spring.data.redis.port=" + Redis.shared().port());
		}

	}

}
