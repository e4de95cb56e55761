package io.github.mcpoauth.resource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.mcp.annotation.McpPrompt;
import org.springframework.ai.mcp.annotation.McpResource;
import org.springframework.ai.mcp.annotation.McpTool;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.scope.RequiresScopes;
import io.github.mcpoauth.support.SpringAiServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lists of tools, prompts and resources: what each needs, and on request only what the
 * caller may use.
 */
class ListingTests {

	@ParameterizedTest
	@ValueSource(strings = { "STREAMABLE", "STATELESS" })
	void listWhenAllAreShownThenEachToolNamesItsScopes(String protocol) {
		try (SpringAiServer server = springAi(protocol)) {
			JsonNode tools = list(server, "tools/list").path("tools");
			assertThat(names(tools, "name")).containsExactlyInAnyOrder("free", "guarded");
			for (JsonNode tool : tools) {
				boolean guarded = tool.path("name").asString().equals("guarded");
				for (JsonNode holder : List.of(tool, tool.path("_meta"))) {
					assertThat(holder.path("securitySchemes").toString()).isEqualTo(
							guarded ? "[{\"type\":\"oauth2\",\"scopes\":[\"mcp:connect\",\"reports:read\"]}]" : "");
				}
			}
			JsonNode prompts = list(server, "prompts/list").path("prompts");
			assertThat(names(prompts, "name")).containsExactlyInAnyOrder("hello", "summary");
			assertThat(prompts.toString()).doesNotContain("securitySchemes");
		}
	}

	@Checklist("A26")
	@ParameterizedTest
	@ValueSource(strings = { "STREAMABLE", "STATELESS" })
	void listWhenOnlyAllowedAreShownThenOthersAreLeftOut(String protocol) {
		try (SpringAiServer server = springAi(protocol, "mcp.oauth.tools.listing=allowed")) {
			assertThat(names(list(server, "tools/list").path("tools"), "name")).containsExactly("free");
			assertThat(names(list(server, "prompts/list").path("prompts"), "name")).containsExactly("hello");
			assertThat(names(list(server, "resources/list").path("resources"), "uri")).containsExactly("notes://all");
			assertThat(names(list(server, "resources/templates/list").path("resourceTemplates"), "uriTemplate"))
				.containsExactly("notes://{id}");
		}
	}

	@Checklist("A26")
	@ParameterizedTest
	@ValueSource(strings = { "STREAMABLE", "STATELESS" })
	void listWhenCallerHasTheScopesThenAllAreShown(String protocol) {
		try (SpringAiServer server = springAi(protocol, "mcp.oauth.tools.listing=allowed",
				"mcp.oauth.api-keys.alice.scopes=mcp:connect, reports:read")) {
			assertThat(names(list(server, "tools/list").path("tools"), "name")).containsExactlyInAnyOrder("free",
					"guarded");
			assertThat(names(list(server, "resources/templates/list").path("resourceTemplates"), "uriTemplate"))
				.containsExactlyInAnyOrder("notes://{id}", "reports://{id}");
		}
	}

	private static SpringAiServer springAi(String protocol, String... properties) {
		String[] all = Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = "spring.ai.mcp.server.protocol=" + protocol;
		return SpringAiServer.start(List.of(Offers.class), "/mcp", all).login();
	}

	private static JsonNode list(SpringAiServer server, String method) {
		String session = server.post(null, "initialize", Map.of("protocolVersion", "2025-06-18", "capabilities",
				Map.of(), "clientInfo", Map.of("name", "test", "version", "1")))
			.header("Mcp-Session-Id");
		String body = server.post(session, method, Map.of()).body();
		return new JsonMapper().readTree(body.substring(body.indexOf('{'))).path("result");
	}

	private static List<String> names(JsonNode list, String key) {
		List<String> names = new ArrayList<>();
		list.forEach((item) -> names.add(item.path(key).asString()));
		return names;
	}

	static class Offers {

		@McpTool
		String free() {
			return "free";
		}

		@McpTool
		@RequiresScopes("reports:read")
		String guarded() {
			return "guarded";
		}

		@McpPrompt(name = "hello")
		String hello() {
			return "hello";
		}

		@McpPrompt(name = "summary")
		@RequiresScopes("reports:read")
		String summary() {
			return "summary";
		}

		@McpResource(uri = "notes://all", name = "notes")
		String notes() {
			return "notes";
		}

		@McpResource(uri = "reports://all", name = "reports")
		@RequiresScopes("reports:read")
		String reports() {
			return "reports";
		}

		@McpResource(uri = "notes://{id}", name = "note")
		String note(String id) {
			return id;
		}

		@McpResource(uri = "reports://{id}", name = "report")
		@RequiresScopes("reports:read")
		String report(String id) {
			return id;
		}

	}

}
