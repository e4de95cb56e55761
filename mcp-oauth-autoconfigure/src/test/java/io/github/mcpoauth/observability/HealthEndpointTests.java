package io.github.mcpoauth.observability;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

import com.github.tomakehurst.wiremock.WireMockServer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.h2.tools.Server;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.MutableClock;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.upstream.CachedUpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamSettings;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Health as load balancers and operators see it, while things go away and come back.
 */
class HealthEndpointTests {

	private static final String[] READINESS = {
			"management.endpoint.health.group.readiness.include=readinessState,mcpOAuth",
			"management.endpoint.health.show-details=always" };

	private static final MutableClock clock = new MutableClock();

	private final Http http = new Http();

	private Reply health(TestServer server, String path) {
		return this.http.get(server.url("/actuator/health" + path));
	}

	private void awaitStatus(TestServer server, String path, String status) {
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> status.equals(health(server, path).json().get("status")));
	}

	private static String[] with(String... more) {
		String[] all = new String[READINESS.length + more.length];
		System.arraycopy(READINESS, 0, all, 0, READINESS.length);
		System.arraycopy(more, 0, all, READINESS.length, more.length);
		return all;
	}

	@Tag("FT1")
	@Tag("FT2")
	@Test
	void readinessWhenProviderIsDownAtBootThenDownAndHealsWithoutARestart() {
		try (TestProvider provider = new TestProvider(FacadeServer.RESOURCE)) {
			provider.server().stubFor(any(anyUrl()).atPriority(1).willReturn(aResponse().withStatus(503)));
			try (TestServer server = TestServer.start(new Class<?>[] { TestApplication.class, Clocked.class },
					with("mcp.oauth.base-url=" + FacadeServer.BASE_URL,
							"mcp.oauth.upstream.issuer-uri=" + provider.issuer()))) {
				awaitStatus(server, "/readiness", "DOWN");
				assertThat(health(server, "/readiness").status()).isEqualTo(503);
				assertThat(health(server, "/liveness").status()).isEqualTo(200);
				assertThat(health(server, "/mcpOAuth/keys").body()).contains("failingSince", "status 503",
						provider.issuer());
				heal(provider.server());
				awaitStatus(server, "/readiness", "UP");
				assertThat(health(server, "/mcpOAuth/upstream").json().get("details")).asString()
					.contains("issuer", "fetched", "age")
					.doesNotContain("failure");
			}
		}
	}

	@Tag("FT3")
	@Tag("FT6")
	@Test
	void readinessWhenProviderGoesDownLaterThenDegradedAndStillInRotation() {
		try (TestProvider provider = new TestProvider(FacadeServer.RESOURCE);
				TestServer server = TestServer.start(new Class<?>[] { TestApplication.class, Clocked.class },
						with("mcp.oauth.base-url=" + FacadeServer.BASE_URL,
								"mcp.oauth.upstream.issuer-uri=" + provider.issuer()))) {
			awaitStatus(server, "/readiness", "UP");
			provider.server().stubFor(any(anyUrl()).atPriority(1).willReturn(aResponse().withStatus(503)));
			clock.advance(Duration.ofHours(2));
			awaitStatus(server, "/readiness", "DEGRADED");
			assertThat(health(server, "/readiness").status()).isEqualTo(200);
			Reply all = health(server, "");
			assertThat(all.status()).isEqualTo(200);
			assertThat(all.json()).containsEntry("status", "DEGRADED");
			assertThat(health(server, "/mcpOAuth/upstream").body()).contains("failingSince", "status 503");
			String token = provider.tokens().valid();
			assertThat(this.http.postJson(server.url("/mcp"), "{}", "Authorization", "Bearer " + token).status())
				.isEqualTo(200);
			heal(provider.server());
			awaitStatus(server, "/readiness", "UP");
		}
	}

	private static void heal(WireMockServer provider) {
		provider.getStubMappings()
			.stream()
			.filter((stub) -> Integer.valueOf(1).equals(stub.getPriority()))
			.forEach(provider::removeStub);
		clock.advance(Duration.ofSeconds(30));
	}

	@Test
	void detailsWhenNobodyIsAuthorizedThenNotShown() {
		try (TestServer server = TestServer.start()) {
			Reply all = health(server, "");
			assertThat(all.json()).containsEntry("status", "UP").doesNotContainKeys("components", "details");
		}
	}

	@Tag("FT12")
	@Test
	void readinessWhenRedisGoesAndComesBackThenDegradedMeanwhile() {
		Redis redis = Redis.start();
		try (TestServer server = TestServer
			.start(with("mcp.oauth.authorization-server.store=redis", "mcp.oauth.secret=" + FacadeServer.SECRET,
					"spring.data.redis.port=" + redis.port(), "spring.data.redis.timeout=2s"))) {
			awaitStatus(server, "/readiness", "UP");
			String token = (String) OAuthFlow.register(server).tokens().get("access_token");
			redis.close();
			awaitStatus(server, "/mcpOAuth/store", "DEGRADED");
			Reply readiness = health(server, "/readiness");
			assertThat(readiness.status()).isEqualTo(200);
			assertThat(readiness.json()).containsEntry("status", "DEGRADED");
			assertThat(OAuthFlow.withClientId(server, "any").callMcp(token).status()).isEqualTo(200);
			try (Redis back = Redis.startAt(redis.port())) {
				awaitStatus(server, "/readiness", "UP");
			}
		}
	}

	@Tag("FT12")
	@Test
	void readinessWhenDatabaseGoesAndComesBackThenDegradedMeanwhile() throws SQLException {
		Server database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
		String url = "jdbc:h2:tcp://localhost:" + database.getPort() + "/mem:" + UUID.randomUUID()
				+ ";DB_CLOSE_DELAY=-1";
		try (TestServer server = TestServer.start(with("mcp.oauth.authorization-server.store=jdbc",
				"mcp.oauth.registration.store=jdbc", "mcp.oauth.secret=" + FacadeServer.SECRET,
				"spring.datasource.url=" + url, "spring.autoconfigure.exclude=", "spring.datasource.username=sa",
				"spring.datasource.password=canary", "mcp.oauth.authorization-server.jdbc.initialize-schema=always"))) {
			awaitStatus(server, "/readiness", "UP");
			database.stop();
			awaitStatus(server, "/mcpOAuth/store/authorizations", "DEGRADED");
			awaitStatus(server, "/mcpOAuth/store/registrations", "DEGRADED");
			Reply readiness = health(server, "/readiness");
			assertThat(readiness.status()).isEqualTo(200);
			assertThat(readiness.body()).doesNotContain("canary", "jdbc:");
			Server back = Server.createTcpServer("-tcpPort", String.valueOf(database.getPort()), "-ifNotExists")
				.start();
			awaitStatus(server, "/readiness", "UP");
			back.stop();
		}
	}

	@Test
	void facadeWhenWellThenUpWithItsParts() {
		try (FacadeServer facade = FacadeServer.start(READINESS)) {
			awaitStatus(facade.server(), "/mcpOAuth", "UP");
			assertThat(health(facade.server(), "/mcpOAuth").json().get("components"))
				.asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsOnlyKeys("upstream", "keys");
		}
	}

	/**
	 * The metadata's time can be told to pass.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Clocked {

		@Bean
		UpstreamMetadata clockedMetadata(UpstreamSettings settings, HttpFetcher fetcher) {
			return new CachedUpstreamMetadata(settings, settings.usualEndpoints(), fetcher, clock, (clients) -> {
			});
		}

	}

}
