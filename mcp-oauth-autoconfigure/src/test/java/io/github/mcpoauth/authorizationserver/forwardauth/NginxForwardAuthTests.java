package io.github.mcpoauth.authorizationserver.forwardauth;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.mcpoauth.support.FreePort;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Nginx;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The recipe for nginx in {@code docs/forward-auth.md}, with a server behind it that
 * knows nothing of tokens.
 */
class NginxForwardAuthTests {

	private static final Path PAGE = Path.of("../docs/forward-auth.md");

	private static final AtomicReference<Headers> arrived = new AtomicReference<>();

	@TempDir
	private static Path folder;

	private static int port;

	private static TestServer server;

	private static HttpServer weather;

	private static Nginx nginx;

	private final Http http = new Http();

	@BeforeAll
	static void start() throws IOException {
		Nginx.require();
		port = FreePort.find();
		server = TestServer.start("mcp.oauth.forward-auth.enabled=true",
				"mcp.oauth.server-registry.servers.weather.resource-url=http://localhost:" + port + "/mcp",
				"mcp.oauth.server-registry.servers.weather.scopes=weather:read,weather:write");
		weather = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		weather.createContext("/mcp", (exchange) -> {
			arrived.set(exchange.getRequestHeaders());
			byte[] body = "sunny".getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		weather.start();
		nginx = Nginx.start(folder, port, recipe("resource=weather&scope=weather:read"));
	}

	private static String recipe(String query) throws IOException {
		Matcher recipe = Pattern.compile("```nginx\n(.+?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
		assertThat(recipe.find()).isTrue();
		return recipe.group(1)
			.replace("listen 443 ssl", "listen 127.0.0.1:" + port)
			.replace("127.0.0.1:9001", "127.0.0.1:" + weather.getAddress().getPort())
			.replace("127.0.0.1:8080", "localhost:" + server.port())
			.replace("resource=weather", query);
	}

	@AfterAll
	static void stop() throws InterruptedException {
		if (nginx != null) {
			nginx.close();
		}
		if (weather != null) {
			weather.stop(0);
		}
		if (server != null) {
			server.close();
		}
	}

	@Test
	void callWhenThereIsNoTokenThenChallengeLeadsToALogin() {
		Reply refused = this.http.postJson("http://localhost:" + port + "/mcp", "{}");
		assertThat(refused.status()).isEqualTo(401);
		Matcher metadata = Pattern.compile("resource_metadata=\"([^\"]+)\"")
			.matcher(refused.header("WWW-Authenticate"));
		assertThat(metadata.find()).isTrue();
		Map<String, Object> described = this.http.get(metadata.group(1)).json();
		assertThat(described).containsEntry("resource", "http://localhost:" + port + "/mcp");
		String token = token((String) described.get("resource"), "weather:read");
		Reply answer = call(token);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("sunny");
		assertThat(arrived.get().getFirst("X-User-Id")).isEqualTo("alice");
		assertThat(arrived.get().getFirst("X-User-Name")).isEqualTo("alice");
		assertThat(arrived.get().containsKey("Authorization")).isFalse();
	}

	/** Who can write the headers would be anybody. */
	@Test
	void callWhenClientMakesUpWhoItIsThenOverwritten() {
		String token = token("http://localhost:" + port + "/mcp", "weather:read");
		call(token, "X-User-Id", "root", "X-User-Name", "root");
		assertThat(arrived.get().get("X-User-Id")).containsExactly("alice");
		assertThat(arrived.get().get("X-User-Name")).containsExactly("alice");
	}

	@Tag("A1")
	@Test
	void callWhenTokenIsForAnotherServerThen401() {
		String other = (String) OAuthFlow.register(server).tokens().get("access_token");
		Reply refused = call(other);
		assertThat(refused.status()).isEqualTo(401);
		assertThat(refused.header("WWW-Authenticate")).contains("invalid_token");
	}

	@Test
	void callWhenScopeIsMissingThen403WithTheChallenge() {
		Reply refused = call(token("http://localhost:" + port + "/mcp", "weather:write"));
		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.header("WWW-Authenticate")).contains("insufficient_scope", "scope=\"weather:read\"");
	}

	@Test
	void callWhenClientAsksForTheCheckItselfThen404() {
		assertThat(this.http.get("http://localhost:" + port + "/_verify").status()).isEqualTo(404);
	}

	private Reply call(String token, String... headers) {
		String[] all = Arrays.copyOf(headers, headers.length + 2);
		all[headers.length] = "Authorization";
		all[headers.length + 1] = "Bearer " + token;
		return this.http.postJson("http://localhost:" + port + "/mcp", "{}", all);
	}

	private static String token(String resource, String scope) {
		OAuthFlow flow = OAuthFlow.register(server);
		Map<String, String> request = flow.request();
		request.put("resource", resource);
		request.put("scope", scope);
		Map<String, String> redeem = flow.tokenRequest(flow.code(request));
		redeem.put("resource", resource);
		return (String) flow.token(redeem).json().get("access_token");
	}

}
