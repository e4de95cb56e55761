package io.github.mcpoauth.resource;

import java.util.List;
import java.util.Map;

import io.modelcontextprotocol.common.McpTransportContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStreamableServerTransportProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

import io.github.mcpoauth.support.SpringAiServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The caller in the tools of Spring AI's servers, on whatever thread they run.
 */
class CallerTransportContextTests {

	private SpringAiServer server;

	@AfterEach
	void stop() {
		Hooks.disableAutomaticContextPropagation();
		if (this.server != null) {
			this.server.close();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "STREAMABLE", "STATELESS" })
	void callWhenServerIsSynchronousThenCallerInThreadAndContext(String protocol) {
		start(SyncTools.class, "SYNC", protocol);
		assertThat(this.server.call("whoami")).contains("alice by thread");
		assertThat(this.server.call("context")).contains("alice by context, alice authenticated");
	}

	@ParameterizedTest
	@ValueSource(strings = { "STREAMABLE", "STATELESS" })
	void callWhenServerIsAsynchronousThenCallerInContextOnEachThread(String protocol) {
		start(AsyncTools.class, "ASYNC", protocol);
		assertThat(this.server.call("context")).contains("alice by context on boundedElastic");
		assertThat(this.server.call("reactor")).contains("alice by Reactor's context on boundedElastic");
		assertThat(this.server.call("assembly")).contains("alice by thread");
		assertThat(this.server.call("elsewhere")).doesNotContain("alice").contains("ask the McpTransportContext");
	}

	/** What the documentation says of context propagation. */
	@ParameterizedTest
	@ValueSource(strings = { "STREAMABLE", "STATELESS" })
	void callWhenContextIsPropagatedThenCallerOnEachThread(String protocol) {
		Hooks.enableAutomaticContextPropagation();
		start(AsyncTools.class, "ASYNC", protocol);
		assertThat(this.server.call("elsewhere")).contains("alice by thread on boundedElastic");
	}

	@Test
	void callWhenApplicationHasUsersThenUserInContext() {
		this.server = SpringAiServer
			.start(List.of(AsyncTools.class, Users.class), "/mcp", "spring.ai.mcp.server.type=ASYNC",
					"spring.ai.mcp.server.protocol=STREAMABLE")
			.login();
		assertThat(this.server.call("user")).contains("the user of alice on boundedElastic");
	}

	@Test
	void callWhenApplicationHasTransportThenItsOwn() {
		this.server = SpringAiServer.start(List.of(SyncTools.class, OwnTransport.class), "/own",
				"spring.ai.mcp.server.protocol=STREAMABLE", "mcp.oauth.resource.path=/own");
		this.server.login();
		assertThat(this.server.call("context")).doesNotContain("alice").contains("needs a CallerTransportContext");
	}

	@ParameterizedTest
	@CsvSource({ "STREAMABLE, /tools/mcp", "stateless, tools/mcp" })
	void callWhenSpringAiHasItsEndpointElsewhereThenThatIsProtected(String protocol, String endpoint) {
		this.server = SpringAiServer.start(List.of(SyncTools.class), "/tools/mcp",
				"spring.ai.mcp.server.protocol=" + protocol,
				"spring.ai.mcp.server.streamable-http.mcp-endpoint=" + endpoint);
		assertThat(this.server.post(null, "ping", Map.of()).header("WWW-Authenticate"))
			.contains("/.well-known/oauth-protected-resource/tools/mcp");
		assertThat(this.server.login().call("whoami")).contains("alice by thread");
	}

	@Test
	void extractWhenNothingProtectsTheEndpointThenEmpty() {
		SecurityContextHolder.clearContext();
		assertThat(new CallerTransportContext().extract(null)).isSameAs(McpTransportContext.EMPTY);
		assertThatIllegalStateException()
			.isThrownBy(() -> CallerTransportContext.authentication(McpTransportContext.EMPTY));
	}

	@Test
	void extractWhenCallerIsAnonymousThenNobodyInParticular() {
		TestingAuthenticationToken nobody = new TestingAuthenticationToken("x", null);
		nobody.setAuthenticated(false);
		SecurityContextHolder.getContext().setAuthentication(nobody);
		McpTransportContext context = new CallerTransportContext().extract(null);
		SecurityContextHolder.clearContext();
		assertThat(CallerTransportContext.caller(context).tokenKind()).isEqualTo(Caller.TokenKind.NONE);
	}

	private void start(Class<?> tools, String type, String protocol) {
		this.server = SpringAiServer
			.start(List.of(tools), "/mcp", "spring.ai.mcp.server.type=" + type,
					"spring.ai.mcp.server.protocol=" + protocol)
			.login();
	}

	private static String on(String text) {
		return text + " on " + Thread.currentThread().getName();
	}

	static class SyncTools {

		@McpTool(name = "whoami", description = "By the thread")
		String whoami() {
			return Caller.current().subject() + " by thread";
		}

		@McpTool(name = "context", description = "By the context")
		String context(McpTransportContext context) {
			return CallerTransportContext.caller(context).subject() + " by context, "
					+ CallerTransportContext.authentication(context).getName() + " authenticated";
		}

	}

	static class AsyncTools {

		@McpTool(name = "context", description = "By the context, on another thread")
		Mono<String> context(McpTransportContext context) {
			return Mono.fromCallable(() -> on(CallerTransportContext.caller(context).subject() + " by context"))
				.subscribeOn(Schedulers.boundedElastic());
		}

		@McpTool(name = "user", description = "The user, on another thread")
		Mono<String> user(McpTransportContext context) {
			return Mono.fromCallable(() -> on(CallerTransportContext.caller(context).user(String.class)))
				.subscribeOn(Schedulers.boundedElastic());
		}

		@McpTool(name = "reactor", description = "By Reactor's context, on another thread")
		Mono<String> reactor() {
			return Mono.just("")
				.publishOn(Schedulers.boundedElastic())
				.flatMap((nothing) -> Mono.deferContextual((view) -> {
					McpTransportContext context = view.get(McpTransportContext.KEY);
					return Mono.just(on(CallerTransportContext.caller(context).subject() + " by Reactor's context"));
				}));
		}

		@McpTool(name = "assembly", description = "By the thread, before anything runs")
		Mono<String> assembly() {
			return Mono.just(Caller.current().subject() + " by thread");
		}

		@McpTool(name = "elsewhere", description = "By the thread, on another thread")
		Mono<String> elsewhere() {
			return Mono.fromCallable(() -> on(Caller.current().subject() + " by thread"))
				.subscribeOn(Schedulers.boundedElastic());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Users {

		@Bean
		UserMapper users() {
			return (caller) -> "the user of " + caller.subject();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTransport {

		@Bean
		WebMvcStreamableServerTransportProvider ownTransport() {
			return WebMvcStreamableServerTransportProvider.builder().mcpEndpoint("/own").build();
		}

	}

}
