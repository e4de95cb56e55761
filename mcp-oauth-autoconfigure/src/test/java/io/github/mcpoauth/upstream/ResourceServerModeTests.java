package io.github.mcpoauth.upstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.nimbusds.jose.jwk.JWKSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.TestTokens;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.lessThanOrExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The mode {@code resource-server} against an identity provider that is well, odd or
 * down.
 */
class ResourceServerModeTests {

	private static final String RESOURCE = "https://mcp.example.com/mcp";

	private static final String DISCOVERY = "/realm/.well-known/openid-configuration";

	private final WireMockServer provider = new WireMockServer(WireMockConfiguration.options().dynamicPort());

	private TestServer server;

	private TestTokens tokens;

	@BeforeEach
	void start() {
		this.provider.start();
		this.tokens = new TestTokens(issuer(), RESOURCE);
		this.server = TestServer.start("mcp.oauth.base-url=https://mcp.example.com",
				"mcp.oauth.resource.scopes=mcp:connect", "mcp.oauth.upstream.issuer-uri=" + issuer());
	}

	@AfterEach
	void stop() {
		this.server.close();
		this.provider.stop();
	}

	@Test
	void metadataWhenReadThenNamesTheProviderAlsoIfItDoesNotAnswer() {
		Reply reply = new Http().get(this.server.url("/.well-known/oauth-protected-resource/mcp"));
		assertThat(reply.json()).containsEntry("authorization_servers", List.of(issuer()))
			.containsEntry("resource", RESOURCE);
		assertThat(new Http().get(this.server.url("/.well-known/oauth-authorization-server")).status()).isEqualTo(401);
	}

	@Test
	void callWhenTokenIsTheProvidersThenAccepted() {
		serveDiscovery(issuer());
		serveKeys();
		assertThat(call(this.tokens.valid()).json()).containsEntry("caller", "alice");
		assertThat(call(this.tokens.with((claims) -> claims.audience(RESOURCE + "/"))).status()).isEqualTo(200);
	}

	@Tag("F9")
	@Checklist("A12")
	@Test
	void callWhenTokenIsVerifiedThenItNeverLeavesThisServer() {
		serveDiscovery(issuer());
		serveKeys();
		String token = this.tokens.valid();
		assertThat(call(token).status()).isEqualTo(200);
		String signature = token.substring(token.lastIndexOf('.') + 1);
		assertThat(this.provider.getAllServeEvents()).isNotEmpty()
			.allSatisfy((event) -> assertThat(event.getRequest().toString()).doesNotContain(signature));
	}

	@Test
	void callWhenTokenHasScopesInScpThenAccepted() {
		serveDiscovery(issuer());
		serveKeys();
		assertThat(call(this.tokens.with((claims) -> claims.claim("scope", null).claim("scp", List.of("mcp:connect"))))
			.status()).isEqualTo(200);
		assertThat(call(this.tokens.with((claims) -> claims.claim("scope", 5))).status()).isIn(401, 403);
	}

	@Tag("F1")
	@Tag("F5")
	@Test
	void callWhenTokenIsForAnotherResourceThenRefusedWhateverTheHost() {
		serveDiscovery(issuer());
		serveKeys();
		String token = this.tokens.with((claims) -> claims.audience("https://other.example/mcp"));
		Reply reply = new Http().postJson(this.server.url("/mcp"), "{}", "Authorization", "Bearer " + token, "Host",
				"other.example", "X-Forwarded-Host", "other.example", "X-Forwarded-Proto", "https");
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).contains("error=\"invalid_token\"", "aud");
	}

	@Test
	void callWhenIssuerServesOnlyTheRfc8414DocumentThenFound() {
		this.provider.stubFor(get(urlEqualTo("/.well-known/oauth-authorization-server/realm"))
			.willReturn(okJson(discoveryDocument(issuer()))));
		serveKeys();
		assertThat(call(this.tokens.valid()).status()).isEqualTo(200);
	}

	@Tag("FT1")
	@Test
	void callWhenProviderIsDownThen503AndHealsWhenItIsBack() {
		this.provider.stubFor(get(urlEqualTo(DISCOVERY)).willReturn(aResponse().withStatus(500)));
		assertUnavailable(call(this.tokens.valid()));
		serveDiscovery(issuer());
		serveKeys();
		assertThat(call(this.tokens.valid()).status()).isEqualTo(200);
	}

	/** Nobody knows whether such a token is good, so nobody is told that it is bad. */
	@Tag("FT1")
	@Test
	void callWhenProviderIsStillDownThen503HoweverOften() {
		this.provider.stubFor(get(urlEqualTo(DISCOVERY)).willReturn(aResponse().withStatus(500)));
		for (int i = 0; i < 4; i++) {
			assertUnavailable(call(this.tokens.valid()));
		}
		this.provider.verify(lessThanOrExactly(2), getRequestedFor(urlEqualTo(DISCOVERY)));
	}

	@Tag("E4")
	@Tag("H2")
	@ParameterizedTest
	@ValueSource(strings = { "{\"issuer\":\"https://other.example\",\"jwks_uri\":\"x\"}", "{}", "[]", "<html>" })
	void callWhenDiscoveryDocumentIsWrongThen503(String document) {
		this.provider.stubFor(get(urlEqualTo(DISCOVERY)).willReturn(okJson(document)));
		serveKeys();
		assertUnavailable(call(this.tokens.valid()));
	}

	@Tag("H1")
	@Tag("H2")
	@Test
	void callWhenKeysAreRedirectedOrHugeThen503() {
		serveDiscovery(issuer());
		this.provider.stubFor(get(urlEqualTo("/keys"))
			.willReturn(aResponse().withStatus(302).withHeader("Location", this.provider.url("/other"))));
		this.provider.stubFor(get(urlEqualTo("/other")).willReturn(okJson(keys())));
		assertUnavailable(call(this.tokens.valid()));
		this.provider.stubFor(get(urlEqualTo("/keys")).willReturn(okJson(" ".repeat(300_000) + keys())));
		assertUnavailable(call(this.tokens.valid()));
		this.provider.verify(0, getRequestedFor(urlEqualTo("/other")));
	}

	@Tag("G7")
	@Test
	void callWhenManyTokensNameUnknownKeysThenOneFetchAndGoodCallersGoOn() {
		serveDiscovery(issuer());
		serveKeys();
		List<String> strange = strangeTokens(1000);
		long start = System.nanoTime();
		assertThat(call(this.tokens.valid()).status()).isEqualTo(200);
		for (String token : strange) {
			assertThat(call(token).status()).isEqualTo(401);
		}
		assertThat(call(this.tokens.valid()).status()).isEqualTo(200);
		assertOneFetchAtMostBesideTheFirst(start);
	}

	/** The first of them come when no keys are known at all. */
	@Tag("G7")
	@Test
	void callWhenManyTokensNameUnknownKeysAtOnceThenOneFetchAndGoodCallersGoOn() throws Exception {
		serveDiscovery(issuer());
		serveKeys();
		List<String> strange = strangeTokens(1000);
		String good = this.tokens.valid();
		long start = System.nanoTime();
		ExecutorService executor = Executors.newFixedThreadPool(16);
		try {
			List<Future<Integer>> statuses = new ArrayList<>();
			for (int i = 0; i < strange.size(); i++) {
				String token = (i % 50 == 49) ? good : strange.get(i);
				statuses.add(executor.submit(() -> call(token).status()));
			}
			for (int i = 0; i < statuses.size(); i++) {
				assertThat(statuses.get(i).get()).as("call " + i).isEqualTo((i % 50 == 49) ? 200 : 401);
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertOneFetchAtMostBesideTheFirst(start);
	}

	private List<String> strangeTokens(int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> this.tokens.with((header) -> header.keyID("unknown-" + i), (claims) -> {
			}))
			.toList();
	}

	/** A machine that is too busy gets another one for each further 30 seconds. */
	private void assertOneFetchAtMostBesideTheFirst(long start) {
		int windows = 1 + (int) (Duration.ofNanos(System.nanoTime() - start).toSeconds() / 30);
		this.provider.verify(lessThanOrExactly(1 + windows), getRequestedFor(urlEqualTo("/keys")));
	}

	@Tag("FT7")
	@Test
	void callWhenKeyIsNewThenAcceptedAtFirstUse() {
		serveDiscovery(issuer());
		serveKeys();
		call(this.tokens.valid());
		TestTokens rotated = new TestTokens(issuer(), RESOURCE, TestTokens.key("key-2", 2048));
		this.provider.stubFor(get(urlEqualTo("/keys"))
			.willReturn(okJson(new JWKSet(List.of(this.tokens.key(), rotated.key())).toString())));
		assertThat(call(rotated.valid()).status()).isEqualTo(200);
		assertThat(call(this.tokens.valid()).status()).isEqualTo(200);
	}

	@Tag("FT5")
	@Test
	void callWhenProviderAnswersTooSlowlyThen503() {
		serveDiscovery(issuer());
		this.provider.stubFor(get(urlEqualTo("/keys")).willReturn(okJson(keys()).withChunkedDribbleDelay(20, 20_000)));
		assertUnavailable(call(this.tokens.valid()));
	}

	private void serveDiscovery(String issuer) {
		this.provider.stubFor(get(urlEqualTo(DISCOVERY)).willReturn(okJson(discoveryDocument(issuer))));
	}

	private String discoveryDocument(String issuer) {
		return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + this.provider.url("/keys") + "\"}";
	}

	private void serveKeys() {
		this.provider.stubFor(get(urlEqualTo("/keys")).willReturn(okJson(keys())));
	}

	private String keys() {
		return new JWKSet(this.tokens.key()).toString();
	}

	private String issuer() {
		return this.provider.url("/realm");
	}

	private Reply call(String token) {
		return new Http().postJson(this.server.url("/mcp"), "{}", "Authorization", "Bearer " + token);
	}

	private static void assertUnavailable(Reply reply) {
		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.header("Retry-After")).isNotNull();
		assertThat(reply.header("WWW-Authenticate")).isNull();
		assertThat(reply.json()).containsKey("error");
	}

}
