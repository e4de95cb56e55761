package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a provider's metadata is refused, or is the issuer's own, leads to its hosts only,
 * and is the same when it was kept in a file.
 */
class ProviderDocumentFuzzTests {

	private static final String ISSUER = "https://idp.example.com/tenant";

	private static final DocumentRules RULES = new DocumentRules(
			DocumentRulesTests.settings(ISSUER, UpstreamProvider.GENERIC, null, Set.of()));

	@DictionaryEntries({ "{\"issuer\":\"https://idp.example.com/tenant\"", "\"authorization_endpoint\":\"",
			"\"token_endpoint\":\"https://idp.example.com/token\"", "\"jwks_uri\":\"https://evil.example",
			"\"introspection_endpoint\"", "\"registration_endpoint\":\"", "\"code_challenge_methods_supported\":[",
			"\"S256\"", "\"authorization_response_iss_parameter_supported\":true", "idp.example.com", "@", "\\\\" })
	@FuzzTest
	void readWhenAnyBodyThenRefusedOrTheIssuersOwn(byte[] body) throws IOException {
		ProviderDocument document;
		try {
			document = ProviderDocument.read(body, RULES);
		}
		catch (IOException ex) {
			return;
		}
		assertThat(document.issuer()).isEqualTo(ISSUER);
		EndpointSet endpoints = document.endpoints();
		Stream
			.of(endpoints.authorization(), endpoints.token(), endpoints.jwks(), endpoints.revocation(),
					endpoints.introspection(), endpoints.userInfo())
			.filter((endpoint) -> endpoint != null)
			.forEach(ProviderDocumentFuzzTests::checkEndpoint);
		assertThat(ProviderDocument.read(document.toBytes(), RULES)).isEqualTo(document);
	}

	private static void checkEndpoint(URI endpoint) {
		assertThat(endpoint.toString()).matches("(?i)https://([a-z0-9-]+\\.)*idp\\.example\\.com\\.?(:\\d*)?([/?].*)?");
	}

}
