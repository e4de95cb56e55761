package io.github.mcpoauth.sample;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import io.modelcontextprotocol.client.McpSyncClient;
import org.junit.jupiter.api.Test;
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

	private static ConfigurableApplicationContext start(String profile) {
		return new SpringApplicationBuilder(SampleApplication.class).profiles(profile).run("--server.port=0");
	}

	private static McpServer server(ConfigurableApplicationContext instance) {
		return McpServer.onPort(((ServletWebServerApplicationContext) instance).getWebServer().getPort());
	}

}
