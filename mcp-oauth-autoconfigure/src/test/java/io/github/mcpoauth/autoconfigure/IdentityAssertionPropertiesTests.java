package io.github.mcpoauth.autoconfigure;

import java.util.Arrays;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What can't be meant about issuers that vouch for users.
 */
@ExtendWith(OutputCaptureExtension.class)
class IdentityAssertionPropertiesTests {

	private static final String PREFIX = "mcp.oauth.authorization-server.identity-assertions.";

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					issuers.a.client-ids=agent                                                    | issuers.a.issuer-uri   | is not set
					issuers.a.issuer-uri=idp                                                      | issuers.a.issuer-uri   | 'idp'
					issuers.a.issuer-uri=http://a.example                                         | issuers.a.issuer-uri   | keys of their own
					issuers.a.issuer-uri=https://a.example;issuers.a.jwk-set-uri=http://a.example | issuers.a.jwk-set-uri  | keys of their own
					issuers.a.issuer-uri=https://a.example;issuers.a.metadata-uri=document        | issuers.a.metadata-uri | 'document'
					max-age=0s                                                                    | max-age                | an hour
					max-age=2h                                                                    | max-age                | an hour
					""")
	void startWhenIssuerIsNotCompleteThenFails(String settings, String property, String text, CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> TestServer.start(Arrays.stream(settings.split(";")).map(PREFIX::concat).toArray(String[]::new))
					.close());
		assertThat(output).contains("The property " + PREFIX + property, text, "Action:");
	}

}
