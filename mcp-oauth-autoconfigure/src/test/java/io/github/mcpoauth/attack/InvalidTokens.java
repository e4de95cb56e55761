package io.github.mcpoauth.attack;

import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the MCP endpoint answers to tokens that are none (RFC 6750 section 3.1).
 */
final class InvalidTokens {

	private InvalidTokens() {
	}

	static void assertRefused(Reply reply, String name) {
		assertThat(reply.status()).as(name).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).as(name)
			.startsWith("Bearer error=\"invalid_token\", error_description=\"")
			.contains(", resource_metadata=\"" + Deployment.BASE_URL + "/.well-known/oauth-protected-resource/mcp\"");
		assertThat(reply.header("Cache-Control")).as(name).isEqualTo("no-store");
		assertThat(reply.body()).as(name)
			.startsWith("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32001,")
			.doesNotContain("Exception");
	}

	/** Nobody but the caller is to blame, and no error code says which header it was. */
	static void assertChallenged(Reply reply, String name) {
		assertThat(reply.status()).as(name).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).as(name)
			.startsWith("Bearer resource_metadata=\"")
			.doesNotContain("error");
	}

}
