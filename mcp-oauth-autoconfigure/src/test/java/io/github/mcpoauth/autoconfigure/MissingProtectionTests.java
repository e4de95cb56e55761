package io.github.mcpoauth.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that does not protect the MCP endpoint says so at startup.
 */
@ExtendWith(OutputCaptureExtension.class)
class MissingProtectionTests {

	private static final String BASE_URL = "mcp.oauth.base-url=https://mcp.example.com";

	@Test
	void startWhenAccessIsOpenThenWarnsWhatAnybodyCanDo(CapturedOutput output) {
		TestServer.start(BASE_URL, SigningKeyMaterial.CONFIGURED, "mcp.oauth.resource.access=open").close();
		assertThat(output).contains(" WARN ", "mcp.oauth.resource.access has the value 'open'",
				"https://mcp.example.com/mcp can call it without a token");
	}

	@Test
	void startWhenAccessIsProtectedThenDoesNotWarn(CapturedOutput output) {
		TestServer.start(BASE_URL, SigningKeyMaterial.CONFIGURED, "mcp.oauth.resource.access=protected").close();
		assertThat(output).doesNotContain("mcp.oauth.resource.access", "mcp.oauth.enabled");
	}

	@Test
	void startWhenSwitchedOffThenWarnsAndLeavesTheEndpointToTheApplication(CapturedOutput output) {
		Http http = new Http();
		try (TestServer server = TestServer.start("mcp.oauth.enabled=false", "mcp.oauth.resource.path=/mcp/async")) {
			assertThat(output).contains(" WARN ", "mcp.oauth.enabled is false", "no token and no Origin at /mcp/async");
			Reply refused = http.get(server.url("/mcp/async"));
			assertThat(refused.status()).isEqualTo(401);
			assertThat(refused.headerValues("WWW-Authenticate"))
				.noneMatch((value) -> value.contains("resource_metadata"));
			assertThat(http
				.get(server.url("/mcp/async"), "Authorization", "Basic YWxpY2U6d29uZGVybGFuZA==", "Origin",
						"https://evil.example")
				.body()).isEqualTo("streamed");
		}
	}

}
