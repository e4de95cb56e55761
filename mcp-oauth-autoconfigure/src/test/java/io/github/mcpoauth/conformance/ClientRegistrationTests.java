package io.github.mcpoauth.conformance;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.LoginModes;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that register themselves (RFC 7591, MCP client registration).
 */
class ClientRegistrationTests {

	@Checklist("B18")
	@LoginModes
	void registerWhenRequestIsGoodThen201WithWhatWasRegistered(Deployment deployment) {
		Reply reply = register(deployment,
				ClientRequests.registration(
						",\"application_type\":\"native\",\"grant_types\":[\"authorization_code\",\"refresh_token\"],"
								+ "\"response_types\":[\"code\"],\"token_endpoint_auth_method\":\"none\""));
		assertThat(reply.status()).isEqualTo(201);
		assertThat(reply.header("Cache-Control")).contains("no-store");
		assertThat(reply.json()).containsKey("client_id")
			.containsEntry("client_name", "A test client")
			.containsEntry("redirect_uris", List.of(ClientRequests.REDIRECT_URI))
			.containsEntry("grant_types", List.of("authorization_code", "refresh_token"))
			.containsEntry("token_endpoint_auth_method", "none")
			.doesNotContainKey("client_secret");
	}

	@Checklist("B18")
	@LoginModes
	void registerWhenClientIsConfidentialThenSecretAndItsExpiry(Deployment deployment) {
		Reply reply = register(deployment,
				ClientRequests.registration(",\"token_endpoint_auth_method\":\"client_secret_basic\""));
		assertThat(reply.json()).containsKeys("client_secret", "client_secret_expires_at");
	}

	@Checklist({ "B18", "B20" })
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"{\"redirect_uris\":[\"http://app.example/callback\"]} | invalid_redirect_uri",
			"{\"redirect_uris\":[\"javascript:alert(1)\"]} | invalid_redirect_uri",
			"{\"redirect_uris\":[\"https://app.example/callback#f\"]} | invalid_redirect_uri",
			"{\"redirect_uris\":[]} | invalid_redirect_uri", "[] | invalid_client_metadata",
			"{\"redirect_uris\":[\"https://app.example/callback\"],\"grant_types\":[\"password\"]} | invalid_client_metadata" })
	void registerWhenRequestIsNotGoodThen400WithTheErrorOfTheRfc(String body, String error) {
		for (Deployment deployment : List.of(Deployment.FACADE, Deployment.AUTHORIZATION_SERVER)) {
			Reply reply = register(deployment, body);
			assertThat(reply.status()).isEqualTo(400);
			assertThat(reply.json()).containsEntry("error", error).containsKey("error_description");
			assertThat(reply.header("Cache-Control")).contains("no-store");
		}
	}

	private static Reply register(Deployment deployment, String body) {
		return new Http().postJson(deployment.server().url("/oauth2/register"), body);
	}

}
