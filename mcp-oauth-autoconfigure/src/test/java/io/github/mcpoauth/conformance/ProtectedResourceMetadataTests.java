package io.github.mcpoauth.conformance;

import java.util.List;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;

import io.github.mcpoauth.support.AllModes;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client learns about the MCP endpoint before it has a token (RFC 9728, MCP
 * authorization server discovery).
 */
class ProtectedResourceMetadataTests {

	private static final String ROOT = "/.well-known/oauth-protected-resource";

	private final Http client = new Http();

	@Checklist({ "A1", "A2", "A4", "A5", "A9" })
	@AllModes
	void documentWhenReadWithoutTokenThenNamesResourceAndAuthorizationServer(Deployment deployment) {
		for (String path : List.of(ROOT + "/mcp", ROOT)) {
			Reply reply = this.client.get(deployment.server().url(path), "Origin", "https://app.example");
			assertThat(reply.status()).isEqualTo(200);
			assertThat(reply.header("Content-Type")).isEqualTo("application/json");
			assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
			assertThat(reply.json()).containsEntry("resource", Deployment.RESOURCE)
				.containsEntry("authorization_servers", List.of(authorizationServer(deployment)));
		}
	}

	@Checklist({ "A3", "A4" })
	@AllModes
	void challengeWhenThereIsNoTokenThenLeadsToTheDocument(Deployment deployment) {
		String challenge = deployment.call("{}").header("WWW-Authenticate");
		assertThat(challenge).contains("resource_metadata=\"" + Deployment.BASE_URL + ROOT + "/mcp\"");
	}

	@Checklist("A6")
	@AllModes
	void resourceWhenReadThenIsCanonical(Deployment deployment) {
		assertThat(document(deployment)).extracting("resource", InstanceOfAssertFactories.STRING)
			.isLowerCase()
			.doesNotContain("#")
			.doesNotEndWith("/");
	}

	@Checklist({ "A7", "A8" })
	@AllModes
	void scopesWhenReadThenAreTheFewThatEveryCallNeeds(Deployment deployment) {
		assertThat(document(deployment)).containsEntry("scopes_supported", List.of("mcp:connect"));
		assertThat(deployment.call("{}").header("WWW-Authenticate")).contains("scope=\"mcp:connect\"")
			.doesNotContain("offline_access");
	}

	@Checklist("A15")
	@AllModes
	void methodsWhenReadThenHeaderOnly(Deployment deployment) {
		assertThat(document(deployment)).containsEntry("bearer_methods_supported", List.of("header"));
	}

	private Map<String, Object> document(Deployment deployment) {
		return this.client.get(deployment.server().url(ROOT + "/mcp")).json();
	}

	private static String authorizationServer(Deployment deployment) {
		return (deployment == Deployment.RESOURCE_SERVER) ? deployment.tokenIssuer() : Deployment.BASE_URL;
	}

}
