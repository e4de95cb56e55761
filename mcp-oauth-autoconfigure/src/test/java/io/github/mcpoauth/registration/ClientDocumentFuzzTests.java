package io.github.mcpoauth.registration;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a document is refused, or is the one of its URL, names the client, and makes
 * nobody a public client who publishes keys.
 */
class ClientDocumentFuzzTests {

	private static final String URL = "https://app.example/client.json";

	private static final RedirectUriPolicy POLICY = new RedirectUriPolicy(List.of());

	private static final JsonMapper MAPPER = JsonMapper.shared();

	@DictionaryEntries({ "{\"client_id\":\"https://app.example/client.json\"", "\"client_name\":\"A\"",
			"\"redirect_uris\":[\"https://app.example/cb\"]", "\"jwks\":{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\"",
			"\"jwks_uri\":\"https://app.example/jwks\"", "\"token_endpoint_auth_method\":\"private_key_jwt\"",
			"\"client_secret\"", "\"grant_types\":[\"authorization_code\"", "\"x\":\"AAAA\"", "\"kty\":\"RSA\"",
			"\"n\":\"", "\"e\":\"AQAB\"", "\"x5c\":[\"" })
	@FuzzTest
	void parseWhenAnyBodyThenRefusedOrWhatItSays(byte[] body) {
		ClientMetadata client;
		try {
			client = ClientDocument.parse(ClientIdUrl.parse(URL), body, POLICY, Instant.EPOCH);
		}
		catch (ClientRegistrationException ex) {
			assertThat(ex.error().code()).isIn("invalid_client_metadata", "invalid_redirect_uri");
			assertThat(ex.error().description()).matches("[!-~ ]{1,200}");
			return;
		}
		Map<?, ?> said = MAPPER.readValue(body, Map.class);
		assertThat(said.get("client_id")).isEqualTo(URL);
		assertThat(said.containsKey("client_secret")).isFalse();
		assertThat(client.clientName()).isEqualTo(((String) said.get("client_name")).strip());
		assertThat(client.redirectUris()).isNotEmpty()
			.allSatisfy((uri) -> assertThat(((List<?>) said.get("redirect_uris")).contains(uri.toString())).isTrue());
		boolean none = "none".equals(said.get("token_endpoint_auth_method"));
		boolean withKeys = said.get("jwks") != null || said.get("jwks_uri") != null;
		assertThat(client.isConfidential()).isEqualTo(withKeys && !none);
		assertThat(client.secret()).isNull();
	}

}
