package io.github.mcpoauth.resource;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application's own user for a caller: asked for once, and there wherever the caller
 * is.
 */
class UserMapperTests {

	private static final String RESOURCE = "https://mcp.example.com/mcp";

	private static final String KEY = "wcd_3f9c1f0e7a6b5d4c3b2a190807060504";

	@AutoClose
	private final TestProvider provider = new TestProvider(RESOURCE);

	@AutoClose
	private TestServer server;

	@Test
	void callWhenUserIsNewThenMadeOnceForTheToken() {
		start();
		String token = this.provider.tokens().valid();
		assertThat(call("user", token).body()).isEqualTo("user 1 is alice of " + this.provider.issuer());
		assertThat(call("user", token).body()).startsWith("user 1 is alice");
		assertThat(call("user", token("email", "alice@example.com")).body()).startsWith("user 2 is alice");
		assertThat(calls()).hasValue(2);
	}

	@Test
	void callWhenRequestContinuesOnAnotherThreadThenUserAsWell() {
		start();
		assertThat(call("later", this.provider.tokens().valid()).body()).startsWith("user 1 is alice");
	}

	@Test
	void callWhenRequestIsDispatchedAgainThenUserAsWell() {
		start();
		assertThat(call("dispatched", this.provider.tokens().valid()).body()).startsWith("user 1 is alice");
		assertThat(calls()).hasValue(1);
	}

	@Test
	void callWhenFirstUsesCoincideThenAskedOnce() throws Exception {
		start();
		String token = token("name", "slow");
		ExecutorService executor = Executors.newFixedThreadPool(4);
		try {
			List<Future<Reply>> replies = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				replies.add(executor.submit(() -> call("user", token)));
			}
			for (Future<Reply> reply : replies) {
				assertThat(reply.get(10, TimeUnit.SECONDS).body()).startsWith("user 1 is alice");
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(calls()).hasValue(1);
	}

	@Test
	void callWithApiKeyThenAskedOnceForItsName() {
		start();
		assertThat(call("user", KEY).body()).isEqualTo("user 1 is nightly-report of null");
		assertThat(call("user", KEY).body()).isEqualTo("user 1 is nightly-report of null");
	}

	@Test
	void callWhenNothingIsRememberedThenAskedEachTime() {
		start("mcp.oauth.tokens.cache.enabled=false");
		String token = this.provider.tokens().valid();
		assertThat(call("user", token).body()).startsWith("user 1 ");
		assertThat(call("user", token).body()).startsWith("user 2 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "broken", "nothing" })
	void callWhenMapperFailsThen503AndAskedAgain(String how) {
		start();
		String token = token("name", how);
		Reply reply = call("user", token);
		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.header("Retry-After")).isEqualTo("10");
		assertThat(reply.header("WWW-Authenticate")).isNull();
		assertThat(reply.body()).contains("-32001", "can't be looked up").doesNotContain("database", "UserMapper");
		assertThat(call("user", token).body()).startsWith("user 2 is alice");
	}

	@Test
	void callWhenMapperRefusesThen403() {
		start();
		Reply reply = call("user", token("name", "refused"));
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.body()).contains("Forbidden").doesNotContain("no employee");
	}

	@Test
	void callWhenCallerIsNotLetInThenNotAsked() {
		start();
		assertThat(call("user", token("scope", "other")).status()).isEqualTo(403);
		assertThat(call("user", "nonsense").status()).isEqualTo(401);
		assertThat(calls()).hasValue(0);
	}

	@Test
	void callWhenNobodyInParticularCallsThenThereIsNoUser() {
		start("mcp.oauth.resource.access=open");
		assertThat(new Http().get(this.server.url("/mcp/user")).body()).contains("no user of the application's own");
		assertThat(calls()).hasValue(0);
	}

	@Test
	void callWhenThereIsNoMapperThenThereIsNoUser() {
		this.server = TestServer.start(new Class<?>[] { TestApplication.class, UserEndpoint.class },
				"mcp.oauth.base-url=https://mcp.example.com",
				"mcp.oauth.upstream.issuer-uri=" + this.provider.issuer());
		assertThat(call("user", this.provider.tokens().valid()).body()).contains("It takes a UserMapper bean");
	}

	private AtomicInteger calls() {
		return this.server.bean(AtomicInteger.class);
	}

	private String token(String claim, Object value) {
		return this.provider.tokens().with((claims) -> claims.claim(claim, value));
	}

	private void start(String... more) {
		List<String> properties = new ArrayList<>(List.of("mcp.oauth.base-url=https://mcp.example.com",
				"mcp.oauth.resource.scopes=mcp:connect", "mcp.oauth.upstream.issuer-uri=" + this.provider.issuer(),
				"mcp.oauth.api-keys.nightly-report.sha256=" + HexFormat.of().formatHex(Sha256.of(KEY)),
				"mcp.oauth.api-keys.nightly-report.scopes=mcp:connect"));
		properties.addAll(List.of(more));
		this.server = TestServer.start(new Class<?>[] { TestApplication.class, Users.class },
				properties.toArray(String[]::new));
	}

	private Reply call(String path, String token) {
		return new Http().get(this.server.url("/mcp/" + path), "Authorization", "Bearer " + token);
	}

	/** What the application knows a caller by. */
	record User(int id, String name) {
	}

	@Configuration(proxyBeanMethods = false)
	@Import(UserEndpoint.class)
	static class Users {

		private final CountDownLatch second = new CountDownLatch(2);

		@Bean
		AtomicInteger calls() {
			return new AtomicInteger();
		}

		@Bean
		UserMapper users(AtomicInteger calls) {
			return (caller) -> {
				int id = calls.incrementAndGet();
				String how = (id == 1) ? String.valueOf(caller.name()) : "well";
				return switch (how) {
					case "broken" -> throw new IllegalStateException("The database is down");
					case "nothing" -> null;
					case "refused" -> throw new AccessDeniedException("That is no employee");
					case "slow" -> slowly(id, caller);
					default -> user(id, caller);
				};
			};
		}

		/** Waits for a second call, which must not come. */
		private User slowly(int id, Caller caller) {
			this.second.countDown();
			try {
				this.second.await(500, TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return user(id, caller);
		}

		private static User user(int id, Caller caller) {
			return new User(id, caller.subject() + " of " + caller.issuer());
		}

	}

	@RestController
	static class UserEndpoint {

		@GetMapping("/mcp/user")
		String user() {
			try {
				User user = Caller.current().user(User.class);
				return "user " + user.id() + " is " + user.name();
			}
			catch (IllegalStateException ex) {
				return ex.getMessage();
			}
		}

		@GetMapping("/mcp/dispatched")
		void dispatched(HttpServletRequest request) {
			request.startAsync().dispatch("/mcp/user");
		}

		@GetMapping("/mcp/later")
		Callable<String> later() {
			return this::user;
		}

	}

}
