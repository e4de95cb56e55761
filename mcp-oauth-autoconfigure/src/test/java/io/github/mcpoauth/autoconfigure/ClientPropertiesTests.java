package io.github.mcpoauth.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What can't be meant about clients that don't register here, and what has to be said.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClientPropertiesTests {

	private static final String DOCUMENTS = "mcp.oauth.registration.client-id-metadata-documents.";

	private static final String PINNED = "mcp.oauth.registration.pinned-clients.a.";

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			https://app.example.com | 'https://app.example.com'
			app.example.com/client  | 'app.example.com/client'
			app.example.com:8443    | 'app.example.com:8443'
			*                       | '*'
			a.example,b example     | 'b example'
			""")
	void startWhenAllowedHostIsNoneThenFails(String hosts, String value, CapturedOutput output) {
		assertThatException().isThrownBy(() -> TestServer.start(DOCUMENTS + "allowed-hosts=" + hosts).close());
		assertThat(output).contains("The property " + DOCUMENTS + "allowed-hosts", value, "*.example.com");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "null", textBlock = """
			null                        | A    | https://a.example/cb | client-id     | does not start with https://
			http://a.example/c          | A    | https://a.example/cb | client-id     | http://a.example/c
			https://a.example           | A    | https://a.example/cb | client-id     | no path
			https://a.example/c         | null | https://a.example/cb | client-name   | client_name
			https://a.example/c         | ' '  | https://a.example/cb | client-name   | client_name
			https://a.example/c         | A    | null                 | redirect-uris | redirect_uris
			https://a.example/c         | A    | http://a.example/cb  | redirect-uris | http://a.example/cb
			https://a.example/c         | A    | javascript:x         | redirect-uris | javascript:x
			""")
	void startWhenPinnedClientIsNotCompleteThenFails(String id, String name, String uri, String property, String text,
			CapturedOutput output) {
		assertThatException().isThrownBy(() -> TestServer
			.start(set("client-id", id), set("client-name", name), set("redirect-uris", uri), PINNED + "other=x")
			.close());
		assertThat(output).contains("The property " + PINNED + property, text, "Action:");
	}

	private static String set(String name, String value) {
		return (value != null) ? PINNED + name + "=" + value : PINNED + "other=x";
	}

	@Test
	void startWhenTwoPinnedClientsAreTheSameThenFails(CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> TestServer
					.start(PINNED + "client-id=https://a.example/c", PINNED + "client-name=A",
							PINNED + "redirect-uris=https://a.example/cb",
							"mcp.oauth.registration.pinned-clients.b.client-id=https://a.example/c",
							"mcp.oauth.registration.pinned-clients.b.client-name=B",
							"mcp.oauth.registration.pinned-clients.b.redirect-uris=https://a.example/cb")
					.close());
		assertThat(output).contains("mcp.oauth.registration.pinned-clients.b.client-id", "https://a.example/c",
				"another pinned client");
	}

	@Test
	void startWhenLoopbackIsAllowedThenSaysSoLoudly(CapturedOutput output) {
		TestServer.start(DOCUMENTS + "allow-loopback=true").close();
		assertThat(output).contains("WARN", DOCUMENTS + "allow-loopback is true", "meant for development");
	}

	@Test
	void startWhenNothingIsSetThenSaysNothingOfLoopback(CapturedOutput output) {
		TestServer.start().close();
		assertThat(output).doesNotContain("allow-loopback");
	}

}
