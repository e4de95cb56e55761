package io.github.mcpoauth.conformance;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.mcpoauth.support.AllModes;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.EchoApplication;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The part of the Streamable HTTP transport that comes before the application: who calls,
 * and whether headers and message say the same.
 */
class TransportTests {

	private static final String CURRENT = "2026-07-28";

	private static final String CALL = EchoApplication.call("whoami");

	@Checklist("A28")
	@AllModes
	void callWhenOriginIsForeignThen403AndElseNot(Deployment deployment) {
		String token = "Bearer " + deployment.accessToken("mcp:connect");
		assertThat(deployment.call(CALL, "Authorization", token, "Origin", "https://evil.example").status())
			.isEqualTo(403);
		assertThat(deployment.call(CALL, "Origin", "https://evil.example").status()).isEqualTo(403);
		assertThat(deployment.call(CALL, "Authorization", token, "Origin", "http://localhost:6274").status())
			.isEqualTo(200);
		assertThat(deployment.call(CALL, "Authorization", token).status()).isEqualTo(200);
	}

	@Checklist({ "A31", "A32", "A33" })
	@AllModes
	void callWhenHeadersSayWhatTheMessageSaysThenAnswered(Deployment deployment) {
		assertThat(call(deployment, CALL, "tools/call", "whoami").status()).isEqualTo(200);
		assertThat(call(deployment, CALL, "tools/call", base64("whoami")).status()).isEqualTo(200);
	}

	@Checklist({ "A31", "A32", "A33", "A39" })
	@ParameterizedTest
	@CsvSource({ "tools/call, get_weather", "tools/list, whoami", "tools/call, WHOAMI",
			"tools/call, =?base64?Z2V0X3dlYXRoZXI=?=", "tools/call, =?base64?***?=" })
	void callWhenHeadersSayOtherwiseThenHeaderMismatchInEachMode(String method, String name) {
		for (Deployment deployment : Deployment.values()) {
			assertHeaderMismatch(call(deployment, CALL, method, name));
		}
	}

	@Checklist({ "A31", "A32" })
	@AllModes
	void callWhenRequiredHeadersAreMissingThenHeaderMismatch(Deployment deployment) {
		assertHeaderMismatch(deployment.call(CALL, "Authorization", "Bearer " + deployment.accessToken("mcp:connect"),
				"MCP-Protocol-Version", CURRENT));
	}

	/** A proxy may believe these headers from some version on; here the body decides. */
	@Checklist({ "A32", "A35" })
	@AllModes
	void callWhenVersionIsOlderThenHeadersAreNotBelieved(Deployment deployment) {
		String token = "Bearer " + deployment.accessToken("mcp:connect");
		String call = EchoApplication.call("get_weather");
		assertThat(deployment
			.call(call, "Authorization", token, "MCP-Protocol-Version", "2025-11-25", "Mcp-Method", "tools/call",
					"Mcp-Name", "whoami")
			.status()).isEqualTo(400);
		assertThat(deployment.call(call, "Authorization", token).status()).isEqualTo(403);
	}

	@Checklist("A36")
	@AllModes
	void notificationWhenItHasNoHeadersThenPasses(Deployment deployment) {
		String message = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{}}";
		assertThat(deployment
			.call(message, "Authorization", "Bearer " + deployment.accessToken("mcp:connect"), "MCP-Protocol-Version",
					CURRENT)
			.status()).isEqualTo(200);
	}

	/** Clients of both eras are asked for a token in the same way. */
	@Checklist("A39")
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "2025-03-26 | initialize", "2025-06-18 | initialize",
			"2025-11-25 | initialize", "2026-07-28 | server/discover" })
	void firstMessageWhenThereIsNoTokenThen401WhateverTheVersion(String version, String method) {
		for (Deployment deployment : Deployment.values()) {
			Reply reply = deployment.call("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{}}",
					"MCP-Protocol-Version", version, "Mcp-Method", method);
			assertThat(reply.status()).isEqualTo(401);
			assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer resource_metadata=");
		}
	}

	private static Reply call(Deployment deployment, String message, String method, String name) {
		return deployment.call(message, "Authorization", "Bearer " + deployment.accessToken("mcp:connect"),
				"MCP-Protocol-Version", CURRENT, "Mcp-Method", method, "Mcp-Name", name);
	}

	@SuppressWarnings("unchecked")
	private static void assertHeaderMismatch(Reply reply) {
		assertThat(reply.status()).isEqualTo(400);
		assertThat((Map<String, Object>) reply.json().get("error")).containsEntry("code", -32020);
		assertThat(reply.json()).containsEntry("id", 1);
	}

	private static String base64(String name) {
		return "=?base64?" + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)) + "?=";
	}

}
