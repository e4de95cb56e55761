package io.github.mcpoauth.resource;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.scope.McpOperation;
import io.github.mcpoauth.scope.OperationScopes;
import io.github.mcpoauth.support.EchoApplication;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What messages need beyond what every request needs (MCP authorization, runtime
 * insufficient scope errors).
 */
class OperationScopesTests {

	@RegisterExtension
	static final TestServer server = TestServer
		.start(new Class<?>[] { EchoApplication.class, Rules.class }, EchoApplication.properties(
				Map.of("guest", "mcp:connect", "reader", "mcp:connect, weather:read", "writer",
						"mcp:connect, mcp:write", "admin", "mcp:admin", "nobody", ""),
				"mcp.oauth.resource.scopes=mcp:connect", "mcp.oauth.tools.get_weather.scopes=weather:read",
				"mcp.oauth.tools.[get_*].scopes=mcp:read", "mcp.oauth.tools.[dotted.Name-1].scopes=mcp:write",
				"mcp.oauth.prompts.report.scopes=mcp:write",
				"mcp.oauth.resource-uris.[file:///reports/*].scopes=mcp:read",
				"mcp.oauth.methods.[logging/setLevel].scopes=mcp:admin",
				"mcp.oauth.scope-hierarchy=mcp:admin > mcp:write > mcp:read, mcp:admin > weather:*, mcp:admin > mcp:connect, weather:read > mcp:read"));

	@Checklist("A23")
	@ParameterizedTest
	@CsvSource({ "guest, get_time, 403", "guest, get_weather, 403", "guest, other, 200", "guest, getweather, 200",
			"guest, GET_WEATHER, 200", "reader, get_weather, 200", "reader, get_time, 200", "writer, get_time, 200",
			"writer, get_weather, 403", "writer, dotted.Name-1, 200", "reader, dotted.Name-1, 403",
			"admin, get_weather, 200", "admin, dotted.Name-1, 200" })
	void callWhenToolNeedsScopesThenOnlyWithThem(String caller, String tool, int status) {
		assertThat(send(caller, EchoApplication.call(tool)).status()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "prompts/get | {'name':'report'} | 403", "prompts/get | {'name':'other'} | 200",
					"resources/read | {'uri':'file:///reports/a/b'} | 403",
					"resources/subscribe | {'uri':'file:///reports/a'} | 403",
					"resources/unsubscribe | {'uri':'file:///reports/a'} | 403",
					"resources/read | {'uri':'file:///reportsx'} | 200",
					"completion/complete | {'ref':{'type':'ref/prompt','name':'report'}} | 403",
					"completion/complete | {'ref':{'type':'ref/resource','uri':'file:///reports/a'}} | 403",
					"completion/complete | {'ref':{'type':'ref/prompt','name':'other'}} | 200",
					"logging/setLevel | {'level':'debug'} | 403", "logging/setLevel | | 403", "tools/list | {} | 200",
					"prompts/get | {'name':'get_weather'} | 200", "tools/call | {'name':'report'} | 200" })
	void requestWhenMethodIsAnotherThenItsOwnRulesCount(String method, String params, int status) {
		String message = "{'jsonrpc':'2.0','id':1,'method':'" + method + "'"
				+ ((params != null) ? ",'params':" + params : "") + "}";
		assertThat(send("guest", message.replace('\'', '"')).status()).isEqualTo(status);
	}

	/**
	 * Methods that name nothing, such as those of extensions, have parameters as well.
	 */
	@ParameterizedTest
	@CsvSource({ "guest, true, 403", "guest, false, 200", "admin, true, 200" })
	void requestWhenRuleLooksAtParametersThenTheyDecide(String caller, boolean others, int status) {
		String message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tasks/cancel\",\"params\":{\"others\":" + others
				+ "}}";
		assertThat(send(caller, message).status()).isEqualTo(status);
	}

	/** All that the operation needs in one challenge, so that one login is enough. */
	@Checklist("A22")
	@Test
	void callWhenScopesAreMissingThenChallengeNamesAllOfThemAndTheTool() {
		Reply reply = send("guest", EchoApplication.call("get_weather"));
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer error=\"insufficient_scope\", "
				+ "error_description=\"Scopes needed for the tool get_weather: mcp:connect weather:read "
				+ "mcp:read\", resource_metadata=\"" + "http://localhost:" + server.port()
				+ "/.well-known/oauth-protected-resource/mcp\", scope=\"mcp:connect weather:read mcp:read\"");
		assertThat(reply.header("Cache-Control")).contains("no-store");
		assertThat(reply.json()).containsEntry("jsonrpc", "2.0").containsEntry("id", null);
		assertThat(reply.json().get("error")).asString().contains("-32001", "get_weather");
	}

	/** RFC 6750 section 3.1: what every request needs is asked for first. */
	@Test
	void callWhenCallerLacksWhatEveryRequestNeedsThenMessageIsNotLookedAt() {
		Reply reply = send("nobody", "not json");
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.header("WWW-Authenticate")).contains("scope=\"mcp:connect\"", "for this server");
	}

	@Test
	void callWhenMessageIsABatchThenUnionIsNeeded() {
		String batch = "[" + EchoApplication.call("other") + "," + EchoApplication.call("get_weather") + ","
				+ EchoApplication.call("dotted.Name-1") + "]";
		assertThat(send("reader", batch).header("WWW-Authenticate"))
			.contains("scope=\"mcp:connect weather:read mcp:read mcp:write\"");
		assertThat(send("admin", batch).body()).isEqualTo(batch);
		assertThat(send("guest", "[" + EchoApplication.call("other") + "]").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "POST, 403", "PUT, 403", "PATCH, 403", "DELETE, 403" })
	void requestWhenMethodIsAnotherThenBodyDecidesAllTheSame(String method, int status) {
		assertThat(new Http()
			.send(method, server.url("/mcp"), EchoApplication.call("get_weather"), "Authorization", "Bearer guest",
					"Content-Type", "application/json")
			.status()).isEqualTo(status);
	}

	@Test
	void requestWhenThereIsNoBodyThenPasses() {
		assertThat(new Http().get(server.url("/mcp"), "Authorization", "Bearer guest").status()).isEqualTo(200);
		assertThat(send("guest", "").status()).isEqualTo(200);
	}

	@Test
	void callWhenAnswerOfClientThenPasses() {
		String answer = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"method\":\"tools/call\",\"name\":\"get_weather\"}}";
		assertThat(send("guest", answer).body()).isEqualTo(answer);
		assertThat(send("guest", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}").status())
			.isEqualTo(200);
	}

	@Test
	void callWhenBeanLooksAtArgumentsThenItDecides() {
		assertThat(send("reader", EchoApplication.call("transfer", "{\"amount\":10}")).status()).isEqualTo(200);
		Reply reply = send("reader", EchoApplication.call("transfer", "{\"amount\":10000}"));
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.header("WWW-Authenticate")).contains("scope=\"mcp:connect mcp:write\"");
		assertThat(send("writer", EchoApplication.call("transfer", "{\"amount\":10000}")).status()).isEqualTo(200);
	}

	@Test
	void callWhenBeanForbidsThen403WithoutAWayOut() {
		Reply reply = send("admin", EchoApplication.call("launch"));
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.header("WWW-Authenticate")).isNull();
	}

	@Test
	void callWhenBeanFailsThen503AndApplicationIsNotAsked() {
		for (String tool : List.of("broken", "nonsense")) {
			Reply reply = send("admin", EchoApplication.call(tool));
			assertThat(reply.status()).isEqualTo(503);
			assertThat(reply.header("Retry-After")).isNotNull();
			assertThat(reply.body()).doesNotContain("secret of the database");
		}
	}

	/** What can be asked for has to be to be had. */
	@Test
	void metadataWhenOperationsNeedScopesThenAuthorizationServerNamesThemAndResourceDoesNot() {
		assertThat(new Http().get(server.url("/.well-known/oauth-protected-resource/mcp")).json())
			.containsEntry("scopes_supported", List.of("mcp:connect"));
		assertThat(new Http().get(server.url("/.well-known/oauth-authorization-server")).json().get("scopes_supported"))
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.contains("mcp:connect", "weather:read", "mcp:read", "mcp:write", "mcp:admin", "bean:known");
	}

	@Test
	void callWhenToolNameIsVeryLongThenChallengeStaysShort() {
		Reply reply = send("guest", EchoApplication.call("get_" + "x".repeat(50_000)));
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.header("WWW-Authenticate")).hasSizeLessThan(600).contains("scope=\"mcp:connect mcp:read\"");
	}

	@Test
	void callWhenToolNameBreaksOutOfQuotesThenChallengeIsWhole() {
		Reply reply = send("guest", EchoApplication.call("get_\\\", scope=\\\"evil"));
		assertThat(reply.header("WWW-Authenticate")).contains("get_', scope='evil").doesNotContain("scope=\"evil");
	}

	/** On an open endpoint a token is asked for where it is needed. */
	@Test
	void callWhenEndpointIsOpenThenCallerWithoutTokenIsAskedForOne() {
		try (TestServer open = TestServer.start(new Class<?>[] { EchoApplication.class },
				"mcp.oauth.resource.access=open", "mcp.oauth.resource.scopes=mcp:connect",
				"mcp.oauth.tools.get_weather=weather:read")) {
			assertThat(new Http().postJson(open.url("/mcp"), EchoApplication.call("other")).status()).isEqualTo(200);
			Reply reply = new Http().postJson(open.url("/mcp"), EchoApplication.call("get_weather"));
			assertThat(reply.status()).isEqualTo(401);
			assertThat(reply.header("WWW-Authenticate")).contains("scope=\"mcp:connect weather:read\"")
				.doesNotContain("error");
		}
	}

	private static Reply send(String caller, String body) {
		return new Http().postJson(server.url("/mcp"), body, "Authorization", "Bearer " + caller);
	}

	@Configuration(proxyBeanMethods = false)
	static class Rules {

		@Bean
		OperationScopes largeTransfers() {
			return new OperationScopes() {

				@Override
				public Set<String> required(McpOperation operation, Authentication caller) {
					return ("transfer".equals(operation.name())
							&& ((Number) operation.arguments().get("amount")).intValue() > 1000) ? Set.of("mcp:write")
									: Set.of();
				}

				@Override
				public Set<String> known() {
					return Set.of("bean:known");
				}

			};
		}

		@Bean
		OperationScopes tasksOfOthers() {
			return (operation, caller) -> "tasks/cancel".equals(operation.method())
					&& Boolean.TRUE.equals(operation.params().get("others")) ? List.of("mcp:admin") : List.of();
		}

		@Bean
		OperationScopes oddOnes() {
			return (operation, caller) -> switch (String.valueOf(operation.name())) {
				case "launch" -> throw new AccessDeniedException("never");
				case "broken" -> throw new IllegalStateException("secret of the database");
				case "nonsense" -> List.of("not a scope");
				default -> List.of();
			};
		}

	}

}
