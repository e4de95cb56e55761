package io.github.mcpoauth.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.support.ClientKey;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What can't be meant about clients that act without a login.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfiguredClientPropertiesTests {

	private static final String CLIENT = "mcp.oauth.authorization-server.clients.report.";

	private static final String HASH = "595c2a874aad6857ba50500974629965c5411fcad3416a55ee9090cdae38dc30";

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			scopes=read                                          | secret-sha256 | exactly one
			secret-sha256=abc                                    | secret-sha256 | (3 characters)
			secret-sha256=HASH;jwks={}                           | secret-sha256 | exactly one
			secret-sha256=HASH;client-id=a b                     | client-id     | 'a b'
			secret-sha256=HASH;client-id=https://a.example/c     | client-id     | 'https://a.example/c'
			secret-sha256=HASH;grant-types=                      | grant-types   | could do nothing
			secret-sha256=HASH;scopes=openid                     | scopes        | 'openid'
			secret-sha256=HASH;resources=weather                 | resources     | 'weather'
			secret-sha256=HASH;resources=http://localhost:0/none | resources     | no MCP endpoint
			jwks=[]                                              | jwks          | not one JSON object
			jwk-set-uri=http://a.example/jwks                    | jwk-set-uri   | not an https URL
			jwk-set-uri=jwks                                     | jwk-set-uri   | not an https URL
			""")
	void startWhenClientIsNotCompleteThenFails(String settings, String property, String text, CapturedOutput output) {
		assertFails(output, property, text,
				Arrays.stream(settings.replace("HASH", HASH).split(";")).map(CLIENT::concat).toArray(String[]::new));
	}

	@Test
	void startWhenKeyIsPrivateThenFailsAndDoesNotShowIt(CapturedOutput output) {
		String key = new ClientKey("key").privateJwks();
		assertFails(output, "jwks", "private", CLIENT + "jwks=" + key);
		assertThat(output).doesNotContain(key);
	}

	@Test
	void startWhenKeysCanNotBeFetchedThenFails(CapturedOutput output) {
		assertFails(output, "jwk-set-uri", "client-id-metadata-documents.enabled=false",
				CLIENT + "jwk-set-uri=https://a.example/jwks",
				"mcp.oauth.registration.client-id-metadata-documents.enabled=false");
	}

	@Test
	void startWhenTwoClientsAreTheSameThenFails(CapturedOutput output) {
		String other = "mcp.oauth.authorization-server.clients.summary.";
		assertThatException().isThrownBy(() -> TestServer
			.start(CLIENT + "secret-sha256=" + HASH, other + "secret-sha256=" + HASH, other + "client-id=report")
			.close());
		assertThat(output).contains(".client-id has the value 'report'", "another client");
	}

	private static void assertFails(CapturedOutput output, String property, String text, String... settings) {
		List<String> all = new ArrayList<>(List.of("mcp.oauth.base-url=http://localhost:0"));
		all.addAll(List.of(settings));
		assertThatException().isThrownBy(() -> TestServer.start(all.toArray(String[]::new)).close());
		assertThat(output).contains("The property " + CLIENT + property, text, "Action:");
	}

}
