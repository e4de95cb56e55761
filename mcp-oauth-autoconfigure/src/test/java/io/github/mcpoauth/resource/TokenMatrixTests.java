package io.github.mcpoauth.resource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every kind of token in every state at each of two resources. A failure of the token is
 * a 401 or a 403, a failure of who would have to vouch for it is a 503, and nothing is
 * ever a 500.
 */
class TokenMatrixTests {

	private static final String RESOURCE = "https://mcp.example.com/mcp";

	private static final Map<Kind, TestProvider> PROVIDERS = new HashMap<>();

	private static TestServer server;

	@BeforeAll
	static void start() {
		List<String> properties = new ArrayList<>(List.of("mcp.oauth.base-url=https://mcp.example.com",
				"mcp.oauth.resources.its-own.path=/mcp", "mcp.oauth.resources.its-own.scopes=mcp:connect",
				"mcp.oauth.resources.the-other.path=/mcp/admin", "mcp.oauth.resources.the-other.scopes=mcp:connect",
				"mcp.oauth.tokens.api-key-prefix=key_", "mcp.oauth.tokens.cache.enabled=false"));
		for (Kind kind : Kind.values()) {
			TestProvider provider = new TestProvider(RESOURCE);
			PROVIDERS.put(kind, provider);
			properties.addAll(kind.configuration(provider.issuer()));
		}
		for (State state : State.values()) {
			if (state.status != 503) {
				properties.addAll(keyConfiguration(state));
			}
		}
		server = TestServer.start(new Class<?>[] { ResourcesTests.TwoEndpoints.class },
				properties.toArray(String[]::new));
	}

	@AfterAll
	static void stop() {
		server.close();
		PROVIDERS.values().forEach(TestProvider::close);
	}

	@ParameterizedTest
	@MethodSource("combinations")
	void callWhenTokenIsOfThisKindInThisStateThenAnsweredAsItDeserves(Kind kind, State state, String path) {
		TestProvider provider = PROVIDERS.get(kind);
		String token = kind.token(provider, state);
		if (state == State.ISSUER_DOWN) {
			provider.server().resetAll();
			provider.server().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
		}
		Reply reply = new Http().postJson(server.url(path), "{}", "Authorization", "Bearer " + token);
		int expected = kind.expected(state, path);
		assertThat(reply.status()).isEqualTo(expected);
		assertThat(reply.headerValues("WWW-Authenticate")).hasSize((expected == 401 || expected == 403) ? 1 : 0);
		assertThat(reply.headerValues("Retry-After")).hasSize((expected == 503) ? 1 : 0);
		assertThat(reply.body()).doesNotContain(token);
	}

	/** An issuer that is down comes last, because it stays so. */
	static List<Arguments> combinations() {
		List<Arguments> combinations = new ArrayList<>();
		for (State state : State.values()) {
			for (Kind kind : Kind.values()) {
				if (kind.has(state)) {
					combinations.add(Arguments.of(kind, state, "/mcp"));
					combinations.add(Arguments.of(kind, state, "/mcp/admin"));
				}
			}
		}
		return combinations;
	}

	private static List<String> keyConfiguration(State state) {
		String prefix = "mcp.oauth.api-keys." + state.name().toLowerCase().replace('_', '-') + ".";
		List<String> properties = new ArrayList<>();
		if (state != State.UNKNOWN) {
			properties.add(prefix + "sha256=" + HexFormat.of().formatHex(Sha256.of("key_" + state)));
			properties.add(prefix + "scopes=" + ((state == State.WITHOUT_SCOPE) ? "other" : "mcp:connect"));
			if (state == State.EXPIRED) {
				properties.add(prefix + "expires-at=" + Instant.now().minusSeconds(3600));
			}
		}
		return properties;
	}

	/** What is the matter with the token. */
	enum State {

		GOOD(200), WITHOUT_SCOPE(403), EXPIRED(401), FOR_ANOTHER_RESOURCE(401), OF_ANOTHER_ISSUER(401), UNKNOWN(401),
		ISSUER_DOWN(503);

		private final int status;

		State(int status) {
			this.status = status;
		}

	}

	/** What kind of token it is. */
	enum Kind {

		JWT, JWT_OF_ANOTHER, INTROSPECTED, API_KEY;

		/** A key is this server's own. */
		boolean has(State state) {
			return this != API_KEY || state == State.GOOD || state == State.WITHOUT_SCOPE || state == State.EXPIRED
					|| state == State.UNKNOWN;
		}

		/** A key opens all resources, a token the one that it is for. */
		int expected(State state, String path) {
			return (this == API_KEY || path.equals("/mcp") || state == State.ISSUER_DOWN) ? state.status : 401;
		}

		List<String> configuration(String issuer) {
			return switch (this) {
				case JWT -> List.of("mcp.oauth.upstream.issuer-uri=" + issuer);
				case JWT_OF_ANOTHER -> List.of("mcp.oauth.issuers.another.issuer-uri=" + issuer);
				case INTROSPECTED -> List.of("mcp.oauth.issuers.opaque.issuer-uri=" + issuer,
						"mcp.oauth.issuers.opaque.token-prefix=opaque_",
						"mcp.oauth.issuers.opaque.token-verification=introspection",
						"mcp.oauth.issuers.opaque.introspection-token=t",
						"mcp.oauth.issuers.opaque.endpoints.introspection=" + issuer + "/introspect");
				case API_KEY -> List.of();
			};
		}

		String token(TestProvider provider, State state) {
			return switch (this) {
				case JWT, JWT_OF_ANOTHER -> jwt(provider, state);
				case INTROSPECTED -> opaque(provider, state);
				case API_KEY -> "key_" + state;
			};
		}

		private static String jwt(TestProvider provider, State state) {
			if (state == State.UNKNOWN) {
				return provider.tokens().valid().replaceAll("[^.]+$", "AAAA");
			}
			if (state == State.ISSUER_DOWN) {
				// The keys that are known already go on to be used
				return provider.tokens().with((header) -> header.keyID("a-new-key"), (claims) -> {
				});
			}
			Consumer<JWTClaimsSet.Builder> change = switch (state) {
				case WITHOUT_SCOPE -> (claims) -> claims.claim("scope", "other");
				case EXPIRED -> (claims) -> claims.expirationTime(Date.from(Instant.now().minusSeconds(90)));
				case FOR_ANOTHER_RESOURCE -> (claims) -> claims.audience("https://other.example/mcp");
				case OF_ANOTHER_ISSUER -> (claims) -> claims.issuer("https://evil.example");
				default -> (claims) -> {
				};
			};
			return provider.tokens().with(change);
		}

		private static String opaque(TestProvider provider, State state) {
			Map<String, Object> answer = new HashMap<>(Map.of("active", state != State.UNKNOWN, "sub", "alice", "aud",
					RESOURCE, "scope", "mcp:connect", "iss", provider.issuer()));
			switch (state) {
				case WITHOUT_SCOPE -> answer.put("scope", "other");
				case EXPIRED -> answer.put("exp", Instant.now().minusSeconds(90).getEpochSecond());
				case FOR_ANOTHER_RESOURCE -> answer.put("aud", "https://other.example/mcp");
				case OF_ANOTHER_ISSUER -> answer.put("iss", "https://evil.example");
				default -> {
				}
			}
			provider.server()
				.stubFor(post(urlEqualTo("/idp/introspect")).withRequestBody(containing("opaque_" + state))
					.willReturn(okJson(new JsonMapper().writeValueAsString(answer))));
			return "opaque_" + state;
		}

	}

}
