package io.github.mcpoauth.registration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.support.ClientRequests;
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
 * Two instances of an application with the same registrations, and a load balancer that
 * does not care who was where before.
 */
class SharedRegistrationTests {

	private static final String BASE_URL = "http://localhost:9999";

	private static String[] postgres(String... more) {
		return Stream.concat(Stream.of(more),
				Stream.of("mcp.oauth.registration.store=jdbc", "spring.autoconfigure.exclude=",
						"spring.datasource.url="
								+ Postgres.database("clients" + UUID.randomUUID().toString().replace("-", "")),
						"spring.datasource.username=postgres"))
			.toArray(String[]::new);
	}

	private static String[] redis(String... more) {
		return Stream
			.concat(Stream.of(more),
					Stream.of("mcp.oauth.registration.store=redis", "spring.data.redis.port=" + Redis.shared().port()))
			.toArray(String[]::new);
	}

	/**
	 * What every store has to show, in either mode.
	 */
	@Tag("FT18")
	abstract static class Contract {

		private final Http http = new Http();

		private final TestServer first;

		private final TestServer second;

		Contract(Supplier<TestServer> instance) {
			this.first = instance.get();
			this.second = instance.get();
		}

		@AfterEach
		void close() {
			this.first.close();
			this.second.close();
		}

		/** Logs in with every step at another instance. */
		abstract Map<String, Object> tokens(String clientId);

		abstract Reply refresh(TestServer server, String clientId, Object refreshToken);

		TestServer first() {
			return this.first;
		}

		TestServer second() {
			return this.second;
		}

		@Test
		void manageWhenRegisteredElsewhereThenTheSame() {
			Map<String, Object> client = register(this.first);
			assertThat(send(this.second, "GET", client, null).json()).isEqualTo(client);
			Map<String, Object> updated = send(this.second, "PUT", client, update(client, "B")).json();
			assertThat(updated).containsEntry("client_name", "B");
			assertThat(send(this.first, "GET", updated, null).json()).isEqualTo(updated);
			assertThat(send(this.second, "GET", client, null).status()).isEqualTo(403);
			assertThat(send(this.first, "DELETE", updated, null).status()).isEqualTo(204);
			assertThat(send(this.second, "GET", updated, null).status()).isEqualTo(404);
		}

		@Test
		void loginWhenRegisteredElsewhereThenWorksUntilDeletedOnAnyInstance() {
			Map<String, Object> client = register(this.first);
			String clientId = (String) client.get("client_id");
			Map<String, Object> tokens = tokens(clientId);
			Reply refreshed = refresh(this.second, clientId, tokens.get("refresh_token"));
			assertThat(refreshed.status()).isEqualTo(200);
			assertThat(send(this.second, "DELETE", client, null).status()).isEqualTo(204);
			for (TestServer server : List.of(this.first, this.second)) {
				Reply refused = refresh(server, clientId, refreshed.json().get("refresh_token"));
				assertThat(refused.status()).isEqualTo(401);
				assertThat(refused.json()).containsEntry("error", "invalid_client");
			}
			assertEnded(refreshed.json().get("access_token"));
		}

		/** Checks what becomes of an access token. */
		abstract void assertEnded(Object accessToken);

		@Tag("FT19")
		@Test
		void updateWhenManyDoAtOnceThenEachVersionHasOneWinner() {
			Map<String, Object> client = register(this.first);
			List<Reply> replies = IntStream.range(0, 32)
				.parallel()
				.mapToObj((i) -> send(instance(i), "PUT", client, update(client, "Name " + i)))
				.toList();
			assertThat(replies).extracting(Reply::status).contains(200).containsOnly(200, 409);
			assertThat(version(client)).isEqualTo(replies.stream().filter((reply) -> reply.status() == 200).count());
			assertThat(replies.stream().map((reply) -> reply.json().get("client_name")))
				.contains(send(this.first, "GET", client, null).json().get("client_name"));
		}

		@Tag("FT19")
		@Test
		void deleteWhenManyDoAtOnceThenOneDoes() {
			Map<String, Object> client = register(this.first);
			List<Reply> replies = IntStream.range(0, 32)
				.parallel()
				.mapToObj((i) -> send(instance(i), "DELETE", client, null))
				.toList();
			assertThat(replies).extracting(Reply::status).containsOnlyOnce(204).containsOnly(204, 404);
		}

		@Tag("FT19")
		@Test
		void updateWhenDeletedAtTheSameTimeThenItStaysAway() {
			Map<String, Object> client = register(this.first);
			IntStream.range(0, 32)
				.parallel()
				.forEach((i) -> send(instance(i), (i == 16) ? "DELETE" : "PUT", client, update(client, "B")));
			assertThat(send(this.first, "GET", client, null).status()).isEqualTo(404);
			assertThat(send(this.second, "GET", client, null).status()).isEqualTo(404);
		}

		private long version(Map<String, Object> client) {
			return this.second.bean(RegistrationStore.class)
				.find((String) client.get("client_id"))
				.orElseThrow()
				.version();
		}

		private TestServer instance(int number) {
			return (number % 2 == 0) ? this.first : this.second;
		}

		private Map<String, Object> register(TestServer server) {
			return this.http.postJson(server.url("/oauth2/register"), ClientRequests.registration("")).json();
		}

		private static String update(Map<String, Object> client, String name) {
			return "{\"client_id\":\"" + client.get("client_id") + "\",\"client_name\":\"" + name
					+ "\",\"redirect_uris\":[\"" + ClientRequests.REDIRECT_URI + "\"]}";
		}

		private Reply send(TestServer server, String method, Map<String, Object> client, String body) {
			return this.http.send(method, server.url("/oauth2/register/" + client.get("client_id")), body,
					"Authorization", "Bearer " + client.get("registration_access_token"), "Content-Type",
					"application/json");
		}

	}

	/**
	 * With the embedded authorization server, whose logins are in the same place.
	 */
	abstract static class AuthorizationServer extends Contract {

		AuthorizationServer(String... store) {
			super(() -> TestServer.start(Stream
				.concat(Stream.of("mcp.oauth.base-url=" + BASE_URL, "mcp.oauth.resource.scopes=read",
						SigningKeyMaterial.CONFIGURED,
						"mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters"), Stream.of(store))
				.toArray(String[]::new)));
		}

		private OAuthFlow flow(TestServer server, String clientId) {
			return OAuthFlow.behind(server, BASE_URL, clientId);
		}

		@Override
		Map<String, Object> tokens(String clientId) {
			OAuthFlow flow = flow(second(), clientId);
			return flow.at(first()).token(flow.tokenRequest(flow.code())).json();
		}

		@Override
		Reply refresh(TestServer server, String clientId, Object refreshToken) {
			OAuthFlow flow = flow(server, clientId);
			return flow.token(flow.refreshRequest((String) refreshToken));
		}

		@Override
		void assertEnded(Object accessToken) {
			assertThat(call(second(), accessToken)).isEqualTo(401);
			Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> call(first(), accessToken) == 401);
		}

		private int call(TestServer server, Object accessToken) {
			return flow(server, "any").callMcp((String) accessToken).status();
		}

	}

	@Nested
	class AuthorizationServerOnPostgres extends AuthorizationServer {

		AuthorizationServerOnPostgres() {
			super(postgres("mcp.oauth.authorization-server.store=jdbc",
					"mcp.oauth.authorization-server.jdbc.initialize-schema=always"));
		}

	}

	@Nested
	class AuthorizationServerOnRedis extends AuthorizationServer {

		AuthorizationServerOnRedis() {
			super(redis("mcp.oauth.authorization-server.store=redis",
					"mcp.oauth.authorization-server.redis.key-prefix=shared " + UUID.randomUUID() + ":"));
		}

	}

	/**
	 * With the facade, which keeps nothing else.
	 */
	abstract static class Facade extends Contract {

		Facade(FacadeServer facade, String... store) {
			super(() -> facade.startInstance(store));
		}

		@Override
		Map<String, Object> tokens(String clientId) {
			FacadeFlow flow = FacadeFlow.withClientId(clientId);
			return flow.token(first(), flow.tokenRequest(flow.code(second()))).json();
		}

		@Override
		Reply refresh(TestServer server, String clientId, Object refreshToken) {
			FacadeFlow flow = FacadeFlow.withClientId(clientId);
			return flow.token(server, flow.refreshRequest((String) refreshToken));
		}

		/** The provider's, which only the provider can end. */
		@Override
		void assertEnded(Object accessToken) {
			assertThat(FacadeFlow.callMcp(first(), accessToken).status()).isEqualTo(200);
		}

	}

	@Nested
	class FacadeOnPostgres extends Facade {

		@AutoClose
		private static final FacadeServer facade = FacadeServer.start();

		FacadeOnPostgres() {
			super(facade, postgres("mcp.oauth.registration.jdbc.initialize-schema=always"));
		}

	}

	@Nested
	class FacadeOnRedis extends Facade {

		@AutoClose
		private static final FacadeServer facade = FacadeServer.start();

		FacadeOnRedis() {
			super(facade, redis("mcp.oauth.registration.redis.key-prefix=shared " + UUID.randomUUID() + ":"));
		}

	}

}
