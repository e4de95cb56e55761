package io.github.mcpoauth.conformance;

import java.util.List;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;

import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.LoginModes;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client learns about where to log in (RFC 8414, OpenID Connect Discovery 1.0, MCP
 * authorization server metadata discovery).
 */
class AuthorizationServerMetadataTests {

	private static final String OAUTH = "/.well-known/oauth-authorization-server";

	private static final String OPENID = "/.well-known/openid-configuration";

	@Checklist({ "B2", "B3", "B4", "B12" })
	@LoginModes
	void documentWhenReadAtEitherPlaceThenNamesTheIssuerThatLedThere(Deployment deployment) {
		for (String path : List.of(OAUTH, OPENID)) {
			Reply reply = new Http().get(deployment.server().url(path));
			assertThat(reply.status()).isEqualTo(200);
			assertThat(reply.header("Content-Type")).isEqualTo("application/json");
			assertThat(reply.json()).containsEntry("issuer", Deployment.BASE_URL);
		}
	}

	@Checklist({ "B12", "C9" })
	@LoginModes
	void endpointsWhenReadThenAreThisServers(Deployment deployment) {
		assertThat(document(deployment))
			.containsEntry("authorization_endpoint", Deployment.BASE_URL + "/oauth2/authorize")
			.containsEntry("token_endpoint", Deployment.BASE_URL + "/oauth2/token")
			.containsEntry("response_types_supported", List.of("code"))
			.extractingByKey("grant_types_supported", InstanceOfAssertFactories.LIST)
			.contains("authorization_code", "refresh_token");
	}

	@Checklist({ "B5", "B12", "B22" })
	@LoginModes
	void challengeMethodsWhenReadThenS256Only(Deployment deployment) {
		for (String path : List.of(OAUTH, OPENID)) {
			assertThat(new Http().get(deployment.server().url(path)).json())
				.containsEntry("code_challenge_methods_supported", List.of("S256"));
		}
	}

	@Checklist("B6")
	@LoginModes
	void clientDocumentsWhenReadThenAreAdvertised(Deployment deployment) {
		assertThat(document(deployment)).containsEntry("client_id_metadata_document_supported", true);
	}

	@Checklist("B7")
	@LoginModes
	void issuerParameterWhenReadThenIsAdvertised(Deployment deployment) {
		assertThat(document(deployment)).containsEntry("authorization_response_iss_parameter_supported", true);
	}

	@Checklist("B8")
	@LoginModes
	void registrationEndpointWhenReadThenIsAdvertised(Deployment deployment) {
		assertThat(document(deployment)).containsEntry("registration_endpoint",
				Deployment.BASE_URL + "/oauth2/register");
	}

	@Checklist("B10")
	@LoginModes
	void authenticationMethodsWhenReadThenHaveThatOfPublicAndOfSigningClients(Deployment deployment) {
		assertThat(document(deployment))
			.extractingByKey("token_endpoint_auth_methods_supported", InstanceOfAssertFactories.LIST)
			.contains("none", "client_secret_basic", "private_key_jwt");
		assertThat(document(deployment))
			.extractingByKey("token_endpoint_auth_signing_alg_values_supported", InstanceOfAssertFactories.LIST)
			.contains("ES256")
			.doesNotContain("none", "HS256");
	}

	private static Map<String, Object> document(Deployment deployment) {
		return new Http().get(deployment.server().url(OAUTH)).json();
	}

}
