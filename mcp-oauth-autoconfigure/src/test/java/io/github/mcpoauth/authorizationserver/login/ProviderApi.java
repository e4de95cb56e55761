package io.github.mcpoauth.authorizationserver.login;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.nimbusds.jwt.JWTClaimsSet;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.UpstreamLogin;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

/**
 * A provider that has an API as well, and clients of applications that call it.
 */
final class ProviderApi implements AutoCloseable {

	static final String KEEP = "mcp.oauth.upstream.login.keep-tokens=true";

	private final TestProvider provider = new TestProvider(UpstreamLogin.CLIENT_ID);

	TestProvider provider() {
		return this.provider;
	}

	TestServer start(String... more) {
		return TestServer.startWithoutUser(new Class<?>[] { ProviderApiApplication.class },
				Stream
					.of(Stream.of(UpstreamLogin.properties(this.provider)),
							Stream.of("test.api=" + this.provider.server().baseUrl()), Stream.of(more))
					.flatMap((properties) -> properties)
					.toArray(String[]::new));
	}

	/** The API knows a token, and whose it is. */
	void serve(String token, String answer) {
		this.provider.server()
			.stubFor(get(urlEqualTo("/repositories")).withHeader("Authorization", equalTo("Bearer " + token))
				.willReturn(okJson("\"" + answer + "\"")));
	}

	/** A client's user logs in, for whom the provider has these tokens. */
	Client login(TestServer server, String user, Map<String, Object> tokens) {
		UpstreamLogin login = UpstreamLogin.at(server, this.provider);
		return new Client(login, (String) login.tokens(login(login, login.ask(), user, tokens)).get("access_token"));
	}

	Reply login(UpstreamLogin login, Reply toProvider, String user, Map<String, Object> tokens) {
		Consumer<JWTClaimsSet.Builder> claims = (builder) -> builder.subject(user)
			.claim("nonce", toProvider.redirectParameters().get("nonce"));
		Map<String, Object> answer = new HashMap<>(tokens);
		answer.put("token_type", "Bearer");
		answer.put("id_token", this.provider.tokens().with(claims));
		this.provider.answerToken(answer);
		return login.callback(login.answer(toProvider));
	}

	/** What the provider answers to a refresh token. */
	void answerRefresh(String refreshToken, int milliseconds, Map<String, Object> tokens) {
		answerRefresh(refreshToken, okJson(new JsonMapper().writeValueAsString(tokens)).withFixedDelay(milliseconds));
	}

	void answerRefresh(String refreshToken, ResponseDefinitionBuilder answer) {
		this.provider.server()
			.stubFor(post(urlEqualTo("/idp/token")).withRequestBody(containing("refresh_token=" + refreshToken))
				.willReturn(answer));
	}

	List<String> refreshes() {
		return this.provider.posted("token")
			.stream()
			.filter((body) -> body.contains("grant_type=refresh_token"))
			.toList();
	}

	/**
	 * What the provider issues.
	 * @param expiresIn seconds
	 * @param refreshToken may be empty
	 */
	static Map<String, Object> tokens(String accessToken, int expiresIn, String refreshToken) {
		Map<String, Object> tokens = new LinkedHashMap<>();
		tokens.put("access_token", accessToken);
		tokens.put("expires_in", expiresIn);
		if (!refreshToken.isEmpty()) {
			tokens.put("refresh_token", refreshToken);
		}
		return tokens;
	}

	/** Until tokens that are good for two seconds are so no more. */
	static void awaitExpiry() {
		Awaitility.await().pollDelay(Duration.ofMillis(2100)).until(() -> true);
	}

	static List<Reply> inParallel(List<Callable<Reply>> calls) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(calls.size());
		try {
			List<Reply> replies = new ArrayList<>();
			for (Future<Reply> reply : threads.invokeAll(calls)) {
				replies.add(reply.get());
			}
			return replies;
		}
		finally {
			threads.shutdown();
		}
	}

	@Override
	public void close() {
		this.provider.close();
	}

	/**
	 * A client, its user's browser, and its token.
	 */
	record Client(UpstreamLogin login, String token) {

		Reply call() {
			return this.login.flow().callMcp(this.token);
		}

		Reply callAt(TestServer other) {
			return this.login.flow().at(other).callMcp(this.token);
		}

	}

}
