package io.github.mcpoauth.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample in each of its profiles, with nobody there to answer it.
 */
class ProfileTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@MethodSource("profiles")
	void startWhenProfileIsActiveThenTheEndpointIsProtected(String profile) {
		try (ConfigurableApplicationContext sample = start(profile)) {
			HttpResponse<String> response = server(sample).call(null);
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow()).contains("resource_metadata",
					"mcp:connect");
			assertThat(server(sample).call("not-a-token").statusCode()).isIn(401, 503);
		}
	}

	static Stream<String> profiles() throws IOException {
		return Arrays.stream(new PathMatchingResourcePatternResolver().getResources("classpath*:/application-*.yml"))
			.map((file) -> String.valueOf(file.getFilename()).replaceAll("application-(.*)\\.yml", "$1"));
	}

	@Test
	void toolsWhenCalledWithApiKeyThenItsHolderIsTheCaller() {
		try (ConfigurableApplicationContext sample = start("api-keys");
				McpSyncClient sdk = server(sample).client("wcd_only-for-trying-this-sample")) {
			sdk.initialize();
			JsonNode caller = new JsonMapper().readTree(McpServer.callTool(sdk, "whoami", Map.of()));
			assertThat(caller.path("subject").asString()).isEqualTo("forecast-script");
			assertThat(McpServer.callTool(sdk, "get_weather", Map.of("city", "Oslo"))).contains("Oslo");
		}
	}

	/** RFC 8707 section 2. */
	@Test
	void toolsWhenThereAreTwoEndpointsThenEachTakesItsOwnTokens() {
		try (ConfigurableApplicationContext sample = start("resources")) {
			McpServer weather = server(sample);
			McpServer stations = new McpServer(URI.create(weather.endpoint() + "/stations"));
			String forWeather = login(weather, "mcp:connect");
			String forStations = login(stations, "stations:read");
			assertThat(weather.call(forStations).statusCode()).isEqualTo(401);
			assertThat(stations.call(forWeather).statusCode()).isEqualTo(401);
			assertThat(tools(weather, forWeather)).contains("whoami", "get_weather").doesNotContain("list_stations");
			assertThat(tools(stations, forStations)).containsExactly("list_stations");
			try (McpSyncClient sdk = stations.client(forStations)) {
				sdk.initialize();
				assertThat(McpServer.callTool(sdk, "list_stations", Map.of())).endsWith("for alice");
			}
		}
	}

	@Test
	void loginWhenSampleIsRestartedThenGoesOn() {
		OAuthClient client;
		Tokens tokens;
		int port;
		try (ConfigurableApplicationContext sample = start("storage")) {
			port = server(sample).endpoint().getPort();
			client = OAuthClient.registeredAt(server(sample));
			tokens = UserAgent.approve(client, client.authorizationRequest("mcp:connect weather:read"));
		}
		try (ConfigurableApplicationContext again = start("storage", port)) {
			assertThat(tools(server(again), tokens.accessToken())).contains("get_weather");
			assertThat(tools(server(again), client.refresh(tokens).accessToken())).contains("get_weather");
		}
	}

	private static String login(McpServer endpoint, String scope) {
		OAuthClient client = OAuthClient.registeredAt(endpoint);
		return UserAgent.approve(client, client.authorizationRequest(scope)).accessToken();
	}

	private static List<String> tools(McpServer endpoint, String accessToken) {
		try (McpSyncClient sdk = endpoint.client(accessToken)) {
			sdk.initialize();
			return sdk.listTools().tools().stream().map(McpSchema.Tool::name).toList();
		}
	}

	private ConfigurableApplicationContext start(String profile) {
		return start(profile, 0);
	}

	private ConfigurableApplicationContext start(String profile, int port) {
		return new SpringApplicationBuilder(SampleApplication.class).profiles(profile)
			.run("--server.port=" + port, "--mcp.oauth.upstream.client-secret=a-secret",
					"--mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters",
					"--sample.directory=" + this.directory);
	}

	private static McpServer server(ConfigurableApplicationContext instance) {
		return McpServer.onPort(((ServletWebServerApplicationContext) instance).getWebServer().getPort());
	}

}
