package io.github.mcpoauth.upstream;

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Issuers, compared character by character (RFC 9207 section 2.4).
 */
class IssuerPatternTests {

	private static final String TENANT = "5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f";

	@Tag("E2")
	@ParameterizedTest
	@CsvSource({ "https://idp.example.com, true", "https://idpxexample.com, false", "https://idp.example.com/, false",
			"https://idp.example.com.evil.example, false", "xhttps://idp.example.com, false",
			"https://IDP.example.com, false", "https://login.example/" + TENANT + "/v2.0, true",
			"https://login.example/" + TENANT + "/v2x0, false", "https://loginxexample/" + TENANT + "/v2.0, false",
			"https://login.example/" + TENANT + "/v2.0/more, false", "https://login.example/evil/v2.0, false",
			"https://login.example/{tenantid}/v2.0, false" })
	void issuerWhenItIsNotExactlyTheOneThenRefused(String issuer, boolean accepted) {
		IssuerPattern issuers = new IssuerPattern(
				List.of("https://idp.example.com", "https://login.example/{tenantid}/v2.0"));
		assertThat(issuers.test(issuer)).isEqualTo(accepted);
	}

}
