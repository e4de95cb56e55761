package io.github.mcpoauth.registration;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jspecify.annotations.Nullable;

import org.springframework.mock.web.MockHttpServletRequest;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.web.Json;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a registration is refused as RFC 7591 has it, or granted: then it says the same
 * when it is read again, and has nothing in it that the server did not check.
 */
class ClientRegistrationRequestFuzzTests {

	private static final RedirectUriPolicy POLICY = new RedirectUriPolicy(List.of("cursor"));

	private static final Scopes SUPPORTED = Scopes.of("mcp:connect", "mcp:admin");

	@DictionaryEntries({ "{\"redirect_uris\":[\"https://app.example/cb\"]", "\"client_name\":\"", "\"grant_types\":[",
			"\"authorization_code\"", "\"refresh_token\"", "\"response_types\":[\"code\"]", "\"scope\":\"mcp:connect",
			"\"token_endpoint_auth_method\":\"client_secret_basic\"", "\"client_uri\":\"https://", "\"contacts\":[",
			"\\u202e", "\\ud800", "null" })
	@FuzzTest
	void parseWhenAnyBodyThenRefusedOrTheSameWhenReadAgain(byte[] body) throws IOException {
		ClientRegistrationRequest registration;
		try {
			registration = parse(body);
		}
		catch (ClientRegistrationException ex) {
			assertThat(ex.error().code()).isIn("invalid_client_metadata", "invalid_redirect_uri");
			assertThat(ex.error().description()).matches("[!-~ ]{1,200}");
			return;
		}
		if (registration == null) {
			assertThat(body.length).isGreaterThan(RegistrationBody.MAX_LENGTH);
			return;
		}
		assertThat(registration.redirectUris()).hasSizeBetween(1, 10).doesNotHaveDuplicates();
		assertThat((registration.clientName() != null) ? registration.clientName() : "")
			.matches("[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]{0,100}");
		assertThat(registration.grantTypes()).contains("authorization_code").doesNotHaveDuplicates();
		assertThat(SUPPORTED.containsAll(registration.scopes())).isTrue();
		assertThat(parseAgain(registration)).isEqualTo(registration);
	}

	private static @Nullable ClientRegistrationRequest parse(byte[] body)
			throws IOException, ClientRegistrationException {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/oauth2/register");
		request.setContentType("application/json");
		request.setContent(body);
		Map<String, @Nullable Object> members = RegistrationBody.read(request);
		return (members != null) ? ClientRegistrationRequest.parse(members, POLICY, SUPPORTED) : null;
	}

	private static @Nullable ClientRegistrationRequest parseAgain(ClientRegistrationRequest registration)
			throws IOException {
		try {
			return parse(Json.toBytes(registration.members()));
		}
		catch (ClientRegistrationException ex) {
			throw new AssertionError("what was granted is refused", ex);
		}
	}

}
