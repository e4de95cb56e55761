package io.github.mcpoauth.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.ai.mcp.annotation.McpPrompt;
import org.springframework.ai.mcp.annotation.McpResource;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.context.SecurityContextHolder;

import io.github.mcpoauth.scope.RequiresScopes;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SpringAiServer;
import io.github.mcpoauth.support.TestApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link RequiresScopes} beside the annotations of Spring AI, with its streamable and its
 * stateless transport.
 */
@ExtendWith(OutputCaptureExtension.class)
class AnnotatedToolsTests {

	@ParameterizedTest
	@ValueSource(strings = { "STREAMABLE", "STATELESS" })
	void callWhenMethodRequiresScopesThen403NamesThem(String protocol) {
		try (SpringAiServer server = start(protocol)) {
			assertThat(server.call("free")).contains("free for alice");
			assertThat(server.call("typed")).contains("for alice");
			for (String tool : List.of("guarded", "named-otherwise", "classic", "of-type")) {
				Reply reply = server.post(null, "tools/call", Map.of("name", tool, "arguments", Map.of()));
				assertThat(reply.status()).as(tool).isEqualTo(403);
				assertThat(reply.header("WWW-Authenticate")).contains("insufficient_scope", "the tool " + tool,
						"scope=\"mcp:connect reports:");
			}
			assertThat(server.post(null, "prompts/get", Map.of("name", "summary")).status()).isEqualTo(403);
			for (String uri : List.of("reports://all", "reports://one/7")) {
				assertThat(server.post(null, "resources/read", Map.of("uri", uri)).header("WWW-Authenticate"))
					.contains("the resource " + uri, "scope=\"mcp:connect reports:read\"");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "STREAMABLE", "STATELESS" })
	void callWhenCallerHasTheScopesThenToolAnswers(String protocol) {
		try (SpringAiServer server = start(protocol, "mcp.oauth.api-keys.alice.scopes=mcp:connect, reports:all",
				"mcp.oauth.scope-hierarchy=reports:all > reports:*")) {
			assertThat(server.call("guarded")).contains("guarded for alice");
			assertThat(server.call("of-type")).contains("for alice");
			assertThat(server.call("classic")).contains("for alice");
		}
	}

	/** Properties and annotations add up. */
	@Test
	void callWhenPropertyAsksForMoreThenAllIsNeeded() {
		try (SpringAiServer server = start("STATELESS", "mcp.oauth.tools.guarded.scopes=mcp:tools")) {
			assertThat(server.post(null, "tools/call", Map.of("name", "guarded")).header("WWW-Authenticate"))
				.contains("scope=\"mcp:connect mcp:tools reports:read\"");
		}
	}

	@Test
	void metadataWhenMethodsRequireScopesThenAuthorizationServerNamesThem() {
		try (SpringAiServer server = start("STATELESS")) {
			assertThat(new Http().get(server.server().url("/.well-known/oauth-authorization-server")).body())
				.contains("reports:read", "reports:write", "reports:admin");
		}
	}

	/** The endpoint is not the only way to a method. */
	@Test
	void methodWhenCalledWithoutTheEndpointThenIsGuardedAsWell() {
		new WebApplicationContextRunner().withUserConfiguration(TestApplication.class, Tools.class, TypedTools.class)
			.withPropertyValues("mcp.oauth.scope-hierarchy=reports:all > reports:*")
			.run((context) -> {
				Tools tools = context.getBean(Tools.class);
				assertThatExceptionOfType(AuthenticationCredentialsNotFoundException.class).isThrownBy(tools::guarded);
				as("reports:other");
				assertThatExceptionOfType(AuthorizationDeniedException.class).isThrownBy(tools::guarded);
				assertThat(tools.free()).startsWith("free");
				TypedTools typed = context.getBean(TypedTools.class);
				as("reports:write");
				assertThatExceptionOfType(AuthorizationDeniedException.class).isThrownBy(typed::ofType);
				as("reports:admin");
				assertThatExceptionOfType(AuthorizationDeniedException.class).isThrownBy(typed::ofType);
				as("reports:write", "reports:admin");
				assertThat(typed.ofType()).startsWith("of-type");
				SecurityContextHolder.getContext().getAuthentication().setAuthenticated(false);
				assertThatExceptionOfType(AuthorizationDeniedException.class).isThrownBy(typed::ofType);
				as("reports:write", "reports:admin");
				assertThat(typed.ofType()).startsWith("of-type");
				as("reports:all");
				assertThat(tools.guarded()).startsWith("guarded");
			});
		SecurityContextHolder.clearContext();
	}

	/** A misspelled name would protect nothing, silently. */
	@ParameterizedTest
	@CsvSource({ "STREAMABLE, SYNC", "STREAMABLE, ASYNC", "STATELESS, SYNC", "STATELESS, ASYNC" })
	void startWhenPropertyNamesNoToolThenWarns(String protocol, String type, CapturedOutput output) {
		String known = type.equals("ASYNC") ? "reactive" : "guarded";
		start(protocol, "spring.ai.mcp.server.type=" + type, "mcp.oauth.tools.misspelled=mcp:tools",
				"mcp.oauth.tools.[nothing*]=mcp:tools", "mcp.oauth.tools." + known + "=mcp:tools",
				"mcp.oauth.tools.[" + known.charAt(0) + "*]=mcp:tools", "mcp.oauth.tools.listing=all")
			.close();
		assertThat(output).contains("mcp.oauth.tools.misspelled is the name of no tool",
				"mcp.oauth.tools.nothing* is the name of no tool");
		assertThat(output.toString().split("is the name of no tool")).hasSize(3);
	}

	@Test
	void startWhenAnnotationNamesNoScopeThenRefused() {
		new WebApplicationContextRunner().withUserConfiguration(TestApplication.class, WrongTools.class)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("WrongTools.wrong() has the value [reports read]"));
	}

	/** Spring Security's own expressions know the hierarchy as well. */
	@Test
	void methodWhenGuardedByAnExpressionThenHierarchyCounts() {
		new WebApplicationContextRunner()
			.withUserConfiguration(TestApplication.class, MethodSecurity.class, ExpressionTools.class)
			.withPropertyValues("mcp.oauth.scope-hierarchy=reports:all > reports:*",
					"mcp.oauth.tools.any.scopes=reports:read")
			.run((context) -> {
				ExpressionTools tools = context.getBean(ExpressionTools.class);
				as("reports:all");
				assertThat(tools.read()).isEqualTo("read");
				assertThatExceptionOfType(AuthorizationDeniedException.class).isThrownBy(tools::other);
				as("reports:other");
				assertThatExceptionOfType(AuthorizationDeniedException.class).isThrownBy(tools::read);
			});
		SecurityContextHolder.clearContext();
	}

	private static void as(String... scopes) {
		TestingAuthenticationToken caller = new TestingAuthenticationToken("alice", null,
				List.of(scopes).stream().map((scope) -> "SCOPE_" + scope).toArray(String[]::new));
		SecurityContextHolder.getContext().setAuthentication(caller);
	}

	private static SpringAiServer start(String protocol, String... properties) {
		String[] all = Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = "spring.ai.mcp.server.protocol=" + protocol;
		return SpringAiServer.start(List.of(Tools.class, TypedTools.class, ClassicTools.class), "/mcp", all).login();
	}

	static class Tools {

		@McpTool
		Mono<String> reactive() {
			return Mono.just("reactive");
		}

		@McpTool
		String free() {
			return "free for " + Caller.current().subject();
		}

		@McpTool
		String typed() {
			return "typed for " + Caller.current().subject();
		}

		@McpTool
		@RequiresScopes("reports:read")
		String guarded() {
			return "guarded for " + SecurityContextHolder.getContext().getAuthentication().getName();
		}

		@McpTool(name = "named-otherwise")
		@RequiresScopes({ "reports:read", "reports:write" })
		String other() {
			return "other";
		}

		@McpPrompt(name = "summary")
		@RequiresScopes("reports:read")
		String prompt() {
			return "prompt";
		}

		@McpResource(uri = "reports://all", name = "reports")
		@RequiresScopes("reports:read")
		String resource() {
			return "reports";
		}

		@McpResource(uri = "reports://one/{id}", name = "report")
		@RequiresScopes("reports:read")
		String one(String id) {
			return "report " + id;
		}

	}

	@RequiresScopes("reports:write")
	static class TypedTools {

		@McpTool(name = "of-type")
		@RequiresScopes("reports:admin")
		String ofType() {
			return "of-type for " + Caller.current().subject();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClassicTools {

		@Bean
		Classic classic() {
			return new Classic();
		}

		@Bean
		MethodToolCallbackProvider classicTools(Classic classic) {
			return MethodToolCallbackProvider.builder().toolObjects(classic).build();
		}

	}

	static class Classic {

		@Tool(description = "Spring AI's own annotation")
		@RequiresScopes("reports:read")
		String classic() {
			return "classic for " + Caller.current().subject();
		}

	}

	static class WrongTools {

		@McpTool
		@RequiresScopes("reports read")
		String wrong() {
			return "wrong";
		}

	}

	@EnableMethodSecurity
	static class MethodSecurity {

	}

	static class ExpressionTools {

		@PreAuthorize("hasAuthority('SCOPE_reports:read')")
		String read() {
			return "read";
		}

		@PreAuthorize("hasAuthority('SCOPE_other:read')")
		String other() {
			return "other";
		}

	}

}
