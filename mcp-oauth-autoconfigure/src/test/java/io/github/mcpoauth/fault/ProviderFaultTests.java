package io.github.mcpoauth.fault;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Callers of the MCP endpoint whose identity provider goes down.
 */
class ProviderFaultTests {

	private static final String KEY = "an-api-key-that-needs-no-provider";

	private static final int CALLERS = 20;

	private final Http http = new Http();

	@AutoClose
	private final TestProvider provider = TestProvider.overLine(FacadeServer.RESOURCE);

	@AutoClose
	private TestServer server;

	private void start(String mode) {
		this.server = TestServer.start(FacadeServer.properties(this.provider, "mcp.oauth.mode=" + mode,
				"mcp.oauth.api-keys.robot.sha256=" + HexFormat.of().formatHex(Sha256.of(KEY)),
				"mcp.oauth.api-keys.robot.scopes=mcp:connect"));
	}

	@Tag("FT3")
	@Tag("FT4")
	@Tag("FT5")
	@Tag("FT6")
	@ParameterizedTest
	@EnumSource(Outage.class)
	@Timeout(60)
	void callWhenProviderGoesDownThenKnownKeysVerifyAndAnUnknownOneIsNotTheTokensFault(Outage outage) {
		start((outage == Outage.GONE) ? "resource-server" : "facade");
		assertThat(call(newToken()).status()).isEqualTo(200);
		outage.begin(this.provider);
		assertThat(call(newToken()).status()).isEqualTo(200);
		TestTokens rotated = rotated();
		for (int i = 0; i < 3; i++) {
			assertUnavailable(call(rotated.valid()));
			assertThat(call(newToken()).status()).isEqualTo(200);
		}
		assertThat(health().status()).isEqualTo(200);
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> "DEGRADED".equals(health().json().get("status")));
		assertThat(call(forged()).status()).as("a signature of somebody else").isEqualTo(401);
	}

	/** One asks and the others wait for it; nobody waits who does not need the keys. */
	@Tag("FT5")
	@Tag("FT1")
	@Test
	@Timeout(60)
	void callWhenManyNeedAProviderThatDoesNotAnswerThenFewConnectionsAndOthersGoOn() {
		start("resource-server");
		Outage.SLOW.begin(this.provider);
		ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
		try {
			List<CompletableFuture<Reply>> waiting = IntStream.range(0, CALLERS)
				.mapToObj((i) -> CompletableFuture.supplyAsync(() -> call(newToken()), threads))
				.toList();
			Awaitility.await().until(() -> this.provider.line().connections() > 0);
			assertThat(call(KEY).status()).isEqualTo(200);
			assertThat(this.http.get(this.server.url("/.well-known/oauth-protected-resource/mcp")).status())
				.isEqualTo(200);
			assertThat(this.http.postJson(this.server.url("/mcp"), "{}").status()).isEqualTo(401);
			waiting.forEach((reply) -> assertUnavailable(reply.join()));
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(this.provider.line().connections()).isLessThan(CALLERS / 2);
	}

	/** Also one who waited in vain is served when there are keys again. */
	@Tag("FT2")
	@Test
	void callWhenOneAttemptFailedThenTheNextOneNeedsNoPatience() {
		start("facade");
		Outage.GONE.begin(this.provider);
		assertUnavailable(call(newToken()));
		Outage.end(this.provider);
		assertThat(call(newToken()).status()).isEqualTo(200);
	}

	private String newToken() {
		return this.provider.tokens().with((claims) -> claims.jwtID(String.valueOf(Math.random())));
	}

	private TestTokens rotated() {
		return new TestTokens(this.provider.issuer(), FacadeServer.RESOURCE, TestTokens.key("key-2", 2048));
	}

	private String forged() {
		return new TestTokens(this.provider.issuer(), FacadeServer.RESOURCE,
				TestTokens.key(this.provider.tokens().key().getKeyID(), 2048))
			.valid();
	}

	private Reply call(String token) {
		return FacadeFlow.callMcp(this.server, token);
	}

	private Reply health() {
		return this.http.get(this.server.url("/actuator/health"));
	}

	private static void assertUnavailable(Reply reply) {
		assertThat(reply.status()).as(reply.body()).isEqualTo(503);
		assertThat(reply.header("Retry-After")).isNotNull();
		assertThat(reply.header("WWW-Authenticate")).isNull();
	}

}
