package io.github.mcpoauth.starter;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that depends on this starter and the web starter, and on nothing else:
 * the starter brings all that each mode needs.
 */
class StarterTests {

	@Test
	void applicationWhenNothingIsConfiguredThenStartsAndProtectsTheEndpoint() throws Exception {
		HttpResponse<String> response = callMcp();
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
			.contains("/.well-known/oauth-protected-resource/mcp");
	}

	@Test
	void applicationWhenIssuerIsConfiguredThenStartsAndProtectsTheEndpoint() throws Exception {
		HttpResponse<String> response = callMcp("--mcp.oauth.base-url=https://mcp.example.com",
				"--mcp.oauth.upstream.issuer-uri=https://issuer.example");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
			.contains("https://mcp.example.com/.well-known/oauth-protected-resource/mcp");
	}

	private static HttpResponse<String> callMcp(String... properties) throws Exception {
		SpringApplicationBuilder application = new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "spring.main.banner-mode=off", "logging.level.root=warn");
		try (ConfigurableApplicationContext context = application.run(properties)) {
			URI endpoint = URI
				.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/mcp");
			HttpRequest request = HttpRequest.newBuilder(endpoint)
				.POST(HttpRequest.BodyPublishers.ofString("{}"))
				.header("Content-Type", "application/json")
				.build();
			return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@RestController
		static class Endpoint {

			@PostMapping("/mcp")
			String call() {
				return "{}";
			}

		}

	}

}
