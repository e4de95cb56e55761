package io.github.mcpoauth.authorizationserver;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.embedded.RedisShardedCluster;
import redis.embedded.core.RedisServerBuilder;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FreePort;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * All that is in Redis, in a cluster of three.
 */
class RedisClusterTests {

	private static final String SECRET = "mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters";

	private static RedisShardedCluster cluster;

	@BeforeAll
	static void start() throws IOException {
		cluster = RedisShardedCluster.newRedisCluster()
			.withServerBuilder(new RedisServerBuilder().setting("save \"\"").setting("cluster-enabled yes"))
			.serverPorts(IntStream.range(0, 3).mapToObj((i) -> freePort()).toList())
			.shard("first", 0)
			.shard("second", 0)
			.shard("third", 0)
			.build();
		cluster.start();
		// On a busy machine its nodes take a while to agree
		await().until(() -> cluster.serverPorts().stream().allMatch(RedisClusterTests::isUp));
	}

	private static boolean isUp(int port) {
		try (Socket node = new Socket("127.0.0.1", port)) {
			node.getOutputStream().write("CLUSTER INFO\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
			String info = new String(node.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
			return info.contains("cluster_state:ok");
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** The nodes talk to each other at ports that are higher by 10,000. */
	private static int freePort() {
		int port = 0;
		while (port == 0 || port > 55_535) {
			port = FreePort.find();
		}
		return port;
	}

	@AfterAll
	static void stop() throws IOException {
		cluster.stop();
	}

	private static String nodes() {
		return "spring.data.redis.cluster.nodes="
				+ cluster.serverPorts().stream().map((port) -> "127.0.0.1:" + port).collect(Collectors.joining(","));
	}

	@Tag("FT18")
	@Test
	void loginWhenPrefixHasBracesThenAllWorks() {
		try (TestServer server = TestServer.start(nodes(), SECRET, "mcp.oauth.authorization-server.store=redis",
				"mcp.oauth.registration.store=redis", "mcp.oauth.registration.max-clients=3",
				"mcp.oauth.registration.time-to-live=1h",
				"mcp.oauth.authorization-server.redis.key-prefix={mcp-oauth}:")) {
			Http http = new Http();
			Map<String, Object> client = http.postJson(server.url("/oauth2/register"), ClientRequests.registration(""))
				.json();
			OAuthFlow flow = OAuthFlow.withClientId(server, (String) client.get("client_id"));
			Map<String, Object> tokens = flow.tokens();
			IntStream.range(0, 4).forEach((i) -> OAuthFlow.register(server));
			Reply refreshed = flow.token(flow.refreshRequest((String) tokens.get("refresh_token")));
			assertThat(refreshed.status()).isEqualTo(200);
			String accessToken = (String) refreshed.json().get("access_token");
			assertThat(flow.callMcp(accessToken).status()).isEqualTo(200);
			Reply deleted = http.send("DELETE", server.url("/oauth2/register/" + client.get("client_id")), null,
					"Authorization", "Bearer " + client.get("registration_access_token"));
			assertThat(deleted.status()).isEqualTo(204);
			assertThat(flow.callMcp(accessToken).status()).isEqualTo(401);
		}
	}

	@ParameterizedTest
	@CsvSource({ "mcp.oauth.authorization-server, mcp-oauth:", "mcp.oauth.registration, mcp-oauth:",
			"mcp.oauth.registration, {}:", "mcp.oauth.registration, }mcp{:",
			// Empty braces come first, and what comes first counts
			"mcp.oauth.registration, {}{mcp}:" })
	void startWhenPrefixHasNoBracesThenRefused(String prefix, String keyPrefix) {
		new WebApplicationContextRunner().withUserConfiguration(TestApplication.class)
			.withPropertyValues(nodes(), SECRET, prefix + ".store=redis", prefix + ".redis.key-prefix=" + keyPrefix)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(prefix + ".redis.key-prefix has the value '" + keyPrefix + "'")
				.hasMessageContaining("Cluster"));
	}

}
