package io.github.mcpoauth.fault;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Postgres;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.ServerProcess;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestProvider;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes that are killed, or asked to end, in the middle of a login.
 */
@ExtendWith(OutputCaptureExtension.class)
class RestartFaultTests {

	static List<List<String>> stores() {
		return List.of(List.of("mcp.oauth.authorization-server.store=jdbc", "mcp.oauth.registration.store=jdbc",
				"mcp.oauth.authorization-server.jdbc.initialize-schema=always", "spring.autoconfigure.exclude=",
				"spring.datasource.url=" + Postgres.database("restarted"), "spring.datasource.username=postgres"),
				List.of("mcp.oauth.authorization-server.store=redis",
						"mcp.oauth.authorization-server.redis.key-prefix=restarted " + UUID.randomUUID() + ":",
						"spring.data.redis.port=" + Redis.shared().port()));
	}

	/** The code and the tokens are in the store; only the session is gone. */
	@Tag("FT16")
	@Tag("FT17")
	@ParameterizedTest
	@MethodSource("stores")
	void loginWhenServerIsKilledInTheMiddleThenItGoesOnWithTheStore(List<String> store) {
		String[] settings = Stream
			.concat(store.stream(),
					Stream.of("mcp.oauth.secret=" + FacadeServer.SECRET, SigningKeyMaterial.CONFIGURED,
							"mcp.oauth.authorization-server.authorization-code-time-to-live=2m"))
			.toArray(String[]::new);
		try (ServerProcess server = new ServerProcess(settings)) {
			OAuthFlow before = OAuthFlow.register(server);
			Map<String, Object> tokens = before.tokens();
			OAuthFlow half = OAuthFlow.register(server);
			Map<String, String> redeem = half.tokenRequest(half.code());
			server.kill();
			server.start();
			assertThat(before.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
			assertThat(half.token(redeem).json()).containsKeys("access_token", "refresh_token");
			assertThat(before.token(before.refreshRequest((String) tokens.get("refresh_token"))).status())
				.isEqualTo(200);
			// Whoever was at the login page logs in again, and no more than that
			assertThat(half.code()).isNotNull();
		}
	}

	/** In memory all is forgotten: people and clients are told what to do. */
	@Tag("FT16")
	@Tag("FT17")
	@Test
	void loginWhenServerForgetsThenPageSaysToStartAgainAndClientsLogInAgain(@TempDir Path folder,
			CapturedOutput output) {
		try (ServerProcess server = new ServerProcess("mcp.oauth.secret=" + FacadeServer.SECRET,
				"mcp.oauth.authorization-server.generated-key-file=" + folder.resolve("key.json"))) {
			OAuthFlow flow = OAuthFlow.register(server);
			Map<String, Object> tokens = flow.tokens();
			OAuthFlow half = OAuthFlow.withClientId(server, flow.clientId());
			Element page = half.consentPage(half.request());
			Map<String, String> redeem = flow.tokenRequest(OAuthFlow.withClientId(server, flow.clientId()).code());
			server.kill();
			server.start();
			assertThat(flow.callMcp((String) tokens.get("access_token")).status()).as("the key is in the file")
				.isEqualTo(200);
			Reply decided = half.decide(page, "approve");
			assertThat(decided.status()).isBetween(400, 403);
			assertThat(decided.location()).isNull();
			assertThat(decided.body()).containsIgnoringCase("again").doesNotContain("Exception", "Whitelabel");
			assertThat(flow.token(redeem).json()).containsEntry("error", "invalid_grant");
			assertThat(flow.token(flow.refreshRequest((String) tokens.get("refresh_token"))).json())
				.containsEntry("error", "invalid_grant");
			assertThat(OAuthFlow.withClientId(server, flow.clientId()).tokens()).containsKey("access_token");
		}
		assertThat(output).doesNotContain("is not set, so a key is made at each start");
	}

	/** The facade has all that it knows sealed into what travels. */
	@Tag("FT16")
	@Tag("FT17")
	@Tag("FT24")
	@Test
	void loginWhenFacadeIsKilledAtEachStepThenItGoesOn() {
		try (TestProvider provider = new TestProvider(FacadeServer.RESOURCE);
				ServerProcess server = new ServerProcess(FacadeServer.properties(provider))) {
			FacadeFlow flow = FacadeFlow.register(server);
			Element page = flow.consentPage(server, flow.request());
			restart(server);
			Reply toProvider = flow.decide(server, FacadeFlow.fields(page, "approve"));
			assertThat(toProvider.location()).startsWith(provider.issuer());
			String code = flow.callback(server, toProvider).redirectParameters().get("code");
			restart(server);
			Map<String, Object> tokens = flow.token(server, flow.tokenRequest(code)).json();
			assertThat(tokens).containsKeys("access_token", "refresh_token");
			assertThat(FacadeFlow.callMcp(server, tokens.get("access_token")).status()).isEqualTo(200);
			assertFinishesTokenRequest(provider, server, flow, tokens);
		}
	}

	private static void restart(ServerProcess server) {
		server.kill();
		server.start();
	}

	/**
	 * It is told to end while a client waits for the answer of the provider. Without the
	 * answer the client would lose its login, since providers rotate refresh tokens.
	 */
	private static void assertFinishesTokenRequest(TestProvider provider, ServerProcess server, FacadeFlow flow,
			Map<String, Object> tokens) {
		provider.server()
			.stubFor(post(urlEqualTo("/idp/token"))
				.willReturn(okJson("{\"access_token\":\"" + provider.tokens().valid() + "\",\"token_type\":\"Bearer\"}")
					.withFixedDelay(3000)));
		provider.server().resetRequests();
		CompletableFuture<Reply> refresh = CompletableFuture
			.supplyAsync(() -> flow.token(server, flow.refreshRequest((String) tokens.get("refresh_token"))));
		Awaitility.await()
			.until(() -> !provider.server().findAll(postRequestedFor(urlEqualTo("/idp/token"))).isEmpty());
		server.terminate();
		assertThat(refresh.join().status()).isEqualTo(200);
		assertThat(refresh.join().json()).containsKey("access_token");
		assertThat(server.hasEnded()).isTrue();
	}

}
