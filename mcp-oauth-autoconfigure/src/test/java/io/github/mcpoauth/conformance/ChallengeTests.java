package io.github.mcpoauth.conformance;

import java.util.Map;

import io.github.mcpoauth.support.AllModes;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.EchoApplication;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client is told that has no token, or too little of one (MCP authorization, error
 * handling and scope challenges; RFC 6750 section 3).
 */
class ChallengeTests {

	private static final String METADATA = "resource_metadata=\"" + Deployment.BASE_URL
			+ "/.well-known/oauth-protected-resource/mcp\"";

	@Checklist({ "A19", "A24" })
	@AllModes
	void challengeWhenThereIsNoTokenThenNamesScopesAndNoError(Deployment deployment) {
		Reply reply = deployment.call("{}");
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer " + METADATA + ", scope=\"mcp:connect\"");
		assertJsonRpcError(reply);
	}

	@Checklist({ "A18", "A20", "A21", "A22", "A24", "A25" })
	@AllModes
	void challengeWhenOperationNeedsMoreThen403WithAllThatItNeeds(Deployment deployment) {
		Reply reply = callTool(deployment, "mcp:connect", "get_weather");
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.header("WWW-Authenticate")).contains("error=\"insufficient_scope\"", METADATA,
				"error_description=\"", "scope=\"mcp:connect weather:read\"");
		assertJsonRpcError(reply);
	}

	@Checklist({ "A21", "A22" })
	@AllModes
	void callWhenTheChallengedScopesWereGrantedThenAnswered(Deployment deployment) {
		assertThat(callTool(deployment, "mcp:connect weather:read", "get_weather").status()).isEqualTo(200);
		assertThat(callTool(deployment, "mcp:connect", "whoami").status()).isEqualTo(200);
	}

	/**
	 * The code of an error must not be one that the specification has given a meaning.
	 */
	@SuppressWarnings("unchecked")
	private static void assertJsonRpcError(Reply reply) {
		assertThat(reply.header("Content-Type")).isEqualTo("application/json");
		Map<String, Object> error = (Map<String, Object>) reply.json().get("error");
		int code = (int) error.get("code");
		assertThat(code < -32099 || code > -32020).as("code %s", code).isTrue();
		assertThat(code).isNotIn(-32002, -32042);
	}

	private static Reply callTool(Deployment deployment, String scopes, String tool) {
		return deployment.call(EchoApplication.call(tool), "Authorization", "Bearer " + deployment.accessToken(scopes));
	}

}
