package io.github.mcpoauth.resource;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * API keys of scripts beside access tokens, at one endpoint and with one challenge.
 */
class ApiKeyTests {

	private static final String KEY = "wcd_3f9c1f0e7a6b5d4c3b2a190807060504";

	private static final String OLD_KEY = "wcd_an-old-key";

	private static final String[] KEYS = { "mcp.oauth.resource.scopes=mcp:connect",
			"mcp.oauth.api-keys.nightly-report.sha256=" + sha256(KEY),
			"mcp.oauth.api-keys.nightly-report.scopes=mcp:connect",
			"mcp.oauth.api-keys.old.sha256=" + sha256(OLD_KEY).toUpperCase(),
			"mcp.oauth.api-keys.old.expires-at=" + Instant.now().minusSeconds(1),
			"mcp.oauth.api-keys.weak.sha256=" + sha256("a-key-without-scopes") };

	@RegisterExtension
	static final TestServer keys = TestServer.start(KEYS);

	@RegisterExtension
	static final TestServer ownKeys = TestServer.start(new Class<?>[] { TestApplication.class, OwnKeys.class }, KEYS);

	@Test
	void callWhenKeyIsKnownThenItsHolderIsTheCaller() {
		assertThat(bearer(KEY).json()).containsEntry("caller", "nightly-report");
		assertThat(header("X-API-Key", KEY).json()).containsEntry("caller", "nightly-report");
	}

	@Test
	void callWhenKeyIsKnownThenApplicationSeesWhereItCameFrom() {
		Reply reply = new Http().get(keys.url("/mcp/address"), "X-API-Key", KEY);
		assertThat(reply.body()).isEqualTo("127.0.0.1");
	}

	@Test
	void callWhenKeysAreConfiguredThenAccessTokensWorkAsWell() {
		Map<String, Object> tokens = OAuthFlow.register(keys).tokens();
		assertThat(bearer(tokens.get("access_token")).json()).containsEntry("caller", "alice");
	}

	@ParameterizedTest
	@ValueSource(strings = { "unknown", "wcd_", "WCD_3f9c1f0e7a6b5d4c3b2a190807060504", KEY + "x", "nightly-report" })
	void callWhenKeyIsUnknownThen401WithTheChallengeOfTokens(String key) {
		assertRefused(bearer(key));
		assertRefused(header("X-API-Key", key));
	}

	@Test
	void callWhenHashIsSentInsteadOfKeyThen401() {
		assertRefused(bearer(sha256(KEY)));
	}

	@Test
	void callWhenKeyHasExpiredThen401() {
		Reply reply = bearer(OLD_KEY);
		assertRefused(reply);
		assertThat(reply.body()).contains("expired").doesNotContain(OLD_KEY);
	}

	@Test
	void callWhenKeyLacksScopesThen403() {
		Reply reply = bearer("a-key-without-scopes");
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.header("WWW-Authenticate")).contains("insufficient_scope", "mcp:connect");
	}

	/** RFC 6750 section 2: one way of sending a token at a time. */
	@Test
	void callWhenCredentialsComeTwiceThen400() {
		Reply twice = header("X-API-Key", KEY, "Authorization", "Bearer " + KEY);
		assertThat(twice.status()).isEqualTo(400);
		assertThat(twice.header("WWW-Authenticate")).contains("invalid_request");
		assertThat(twice.body()).contains("\"Bad Request: The request has an API key and other credentials as well\"");
		assertThat(header("X-API-Key", KEY, "X-API-Key", KEY).status()).isEqualTo(400);
		assertThat(header("X-API-Key", KEY, "Authorization", "Basic YTpi").status()).isEqualTo(400);
	}

	@Test
	void callWhenHeaderIsEmptyThenAsWithoutCredentials() {
		Reply reply = header("X-API-Key", "");
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).doesNotContain("error");
	}

	@Test
	void callWhenAccessTokenIsInTheHeaderForKeysThen401() {
		Map<String, Object> tokens = OAuthFlow.register(keys).tokens();
		assertRefused(header("X-API-Key", tokens.get("access_token").toString()));
	}

	@ParameterizedTest
	@CsvSource({ "X-Custom-Key, X-Custom-Key, 200", "X-Custom-Key, X-API-Key, 401", "'', X-API-Key, 401" })
	void callWhenHeaderIsConfiguredThenThatOneOnly(String configured, String sent, int status) {
		try (TestServer server = TestServer.start(with("mcp.oauth.tokens.api-key-header=" + configured))) {
			assertThat(header(server, sent, KEY).status()).isEqualTo(status);
			assertThat(bearer(server, KEY).status()).isEqualTo(200);
		}
	}

	@Test
	void callWhenNoKeysAreConfiguredThenTheHeaderMeansNothing() {
		try (TestServer server = TestServer.start()) {
			assertThat(header(server, "X-API-Key", KEY).header("WWW-Authenticate")).doesNotContain("error");
		}
	}

	/** What looks like a key is not sent to the identity provider. */
	@Test
	void callWhenPrefixIsConfiguredThenNothingElseIsKey() {
		try (FacadeServer facade = FacadeServer.start(with("mcp.oauth.tokens.api-key-prefix=wcd_"))) {
			facade.provider().announce("introspection_endpoint", facade.provider().issuer() + "/introspect");
			assertThat(FacadeFlow.callMcp(facade.server(), KEY).status()).isEqualTo(200);
			assertRefused(FacadeFlow.callMcp(facade.server(), "wcd_unknown"));
			assertThat(facade.provider().posted("introspect")).isEmpty();
			assertThat(FacadeFlow.callMcp(facade.server(), "a-key-without-scopes").status()).isEqualTo(503);
			assertThat(facade.provider().posted("introspect")).hasSize(1);
		}
	}

	@Test
	void callWhenApplicationLooksKeysUpThenThoseAreAccepted() {
		assertThat(bearer(ownKeys, "own-key").json()).containsEntry("caller", "own-script");
		assertThat(bearer(ownKeys, KEY).json()).containsEntry("caller", "nightly-report");
		String once = "withdrawn-" + UUID.randomUUID();
		assertThat(bearer(ownKeys, once).status()).isEqualTo(200);
		assertThat(bearer(ownKeys, once).status()).isEqualTo(401);
	}

	@Test
	void callWhenLookupFailsThen503() {
		Reply reply = bearer(ownKeys, "broken");
		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.header("Retry-After")).isNotNull();
	}

	/** A database must not be asked about each access token. */
	@Test
	void callWhenTokenIsJwtThenNoLookup() {
		Object token = OAuthFlow.register(ownKeys).tokens().get("access_token");
		int before = ownKeys.bean(AtomicInteger.class).get();
		assertThat(bearer(ownKeys, token).status()).isEqualTo(200);
		assertThat(ownKeys.bean(AtomicInteger.class)).hasValue(before);
	}

	@Test
	void startWhenTwoHoldersHaveTheSameKeyThenRefused() {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> TestServer.start(with("mcp.oauth.api-keys.copy.sha256=" + sha256(KEY).toUpperCase())))
			.havingRootCause()
			.withMessageContaining(".sha256")
			.withMessageContaining("nightly-report")
			.withMessageContaining("copy")
			.withMessageNotContaining(sha256(KEY));
	}

	/** What was pasted there may be the key. */
	@Tag("FT25")
	@ParameterizedTest
	@ValueSource(
			strings = { "", "wcd_3f9c", "0f1e2d", "gg9c1f0e7a6b5d4c3b2a190807060504gg9c1f0e7a6b5d4c3b2a190807060504" })
	void startWhenHashIsNoneThenRefusedWithoutShowingIt(String hash) {
		configured("mcp.oauth.api-keys.a.sha256=" + hash).run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageStartingWith("The property mcp.oauth.api-keys.a.sha256 ")
			.satisfies((ex) -> assertThat(hash.isEmpty() || !ex.getMessage().contains(hash)).isTrue()));
	}

	@Tag("FT25")
	@Test
	void startWhenThereIsNoHashThenRefused() {
		configured("mcp.oauth.api-keys.a.scopes=mcp:connect").run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageStartingWith("The property mcp.oauth.api-keys.a.sha256 is not set"));
	}

	@Tag("FT25")
	@Test
	void startWhenScopeOfKeyIsNoneThenRefused() {
		configured("mcp.oauth.api-keys.a.sha256=" + sha256("a"), "mcp.oauth.api-keys.a.scopes=mcp:connect mcp:write")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith(
						"The property mcp.oauth.api-keys.a.scopes has the value 'mcp:connect mcp:write'"));
	}

	@Tag("FT25")
	@ParameterizedTest
	@ValueSource(strings = { "Authorization", "authorization", "Cookie", "X Key", "X-Key:" })
	void startWhenHeaderCannotBeForKeysAloneThenRefused(String header) {
		configured("mcp.oauth.tokens.api-key-header=" + header).run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageStartingWith("The property mcp.oauth.tokens.api-key-header has the value '" + header + "'"));
	}

	private static WebApplicationContextRunner configured(String... properties) {
		return new WebApplicationContextRunner().withUserConfiguration(TestApplication.class)
			.withPropertyValues(properties);
	}

	private static String[] with(String property) {
		String[] properties = Arrays.copyOf(KEYS, KEYS.length + 1);
		properties[KEYS.length] = property;
		return properties;
	}

	private static Reply bearer(Object key) {
		return bearer(keys, key);
	}

	private static Reply bearer(TestServer server, Object key) {
		return header(server, "Authorization", "Bearer " + key);
	}

	private static Reply header(String... headers) {
		return header(keys, headers);
	}

	private static Reply header(TestServer server, String... headers) {
		return new Http().postJson(server.url("/mcp"), "{}", headers);
	}

	private static void assertRefused(Reply reply) {
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).contains("invalid_token", "resource_metadata");
	}

	private static String sha256(String key) {
		return HexFormat.of().formatHex(Sha256.of(key));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnKeys {

		private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();

		@Bean
		AtomicInteger lookups() {
			return new AtomicInteger();
		}

		@Bean
		ApiKeyLookup ownKeys(AtomicInteger lookups) {
			ApiKey known = new ApiKey("own-script", Set.of("mcp:connect"));
			return (key) -> {
				lookups.incrementAndGet();
				if (key.startsWith("withdrawn")) {
					return this.withdrawn.add(key) ? known : null;
				}
				return switch (key) {
					case "own-key" -> known;
					case "broken" -> throw new IllegalStateException("The database is down");
					default -> null;
				};
			};
		}

	}

}
