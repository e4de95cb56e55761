package io.github.mcpoauth.conformance;

import java.util.Map;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.LoginModes;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Authorization and token requests as the specification has clients send them (MCP
 * authorization, OAuth 2.1, RFC 9207, RFC 8707).
 */
class CodeGrantTests {

	@Checklist({ "B1", "B24", "B12" })
	@LoginModes
	void flowWhenAllIsRightThenTokenThatOpensTheEndpoint(Deployment deployment) {
		CodeFlow flow = deployment.register();
		Reply redirect = flow.approve(flow.request());
		assertThat(redirect.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
		Map<String, String> parameters = redirect.redirectParameters();
		assertThat(parameters).containsEntry("iss", Deployment.BASE_URL).containsEntry("state", "a state & more");
		Reply reply = flow.token(flow.tokenRequest(parameters.get("code")));
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.header("Cache-Control")).contains("no-store");
		assertThat(deployment.callWith((String) reply.json().get("access_token")).status()).isEqualTo(200);
	}

	@Checklist("B24")
	@LoginModes
	void denialThenErrorWithIssuer(Deployment deployment) {
		CodeFlow flow = deployment.register();
		assertThat(flow.deny(flow.request()).redirectParameters()).containsEntry("error", "access_denied")
			.containsEntry("iss", Deployment.BASE_URL)
			.containsEntry("state", "a state & more");
	}

	@Checklist("B26")
	@LoginModes
	void refreshThenAnotherRefreshTokenAndTheOldOneIsGone(Deployment deployment) {
		CodeFlow flow = deployment.register(",\"grant_types\":[\"authorization_code\",\"refresh_token\"]");
		Map<String, Object> first = flow.tokens();
		Map<String, Object> second = flow.token(flow.refreshRequest((String) first.get("refresh_token"))).json();
		assertThat(second.get("refresh_token")).isNotNull().isNotEqualTo(first.get("refresh_token"));
		assertThat(deployment.callWith((String) second.get("access_token")).status()).isEqualTo(200);
	}

}
