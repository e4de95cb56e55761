package io.github.mcpoauth.sample;

import java.net.URI;
import java.util.Base64;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a user of the realm does on Keycloak's login page.
 */
final class KeycloakLogin {

	private KeycloakLogin() {
	}

	/** The whole way of a client that sends its users to Keycloak. */
	static Tokens complete(OAuthClient client, AuthorizationRequest request) {
		Visit page = new UserAgent(Keycloak.running().issuer()).open(request.uri());
		return client.redeem(request, submit(page).authorizationResponse());
	}

	/** The way of a client that sends its users to the sample, as far as the client. */
	static AuthorizationResponse byWayOfFacade(AuthorizationRequest request) {
		return byWayOfFacade(request, Keycloak.running().issuer());
	}

	static AuthorizationResponse byWayOfFacade(AuthorizationRequest request, URI issuer) {
		Visit consent = new UserAgent(issuer).open(request.uri());
		return submit(consent.decide("approve")).authorizationResponse();
	}

	static Tokens byWayOfFacade(OAuthClient client) {
		return byWayOfFacade(client, Keycloak.running().issuer());
	}

	static Tokens byWayOfFacade(OAuthClient client, URI issuer) {
		AuthorizationRequest request = client.authorizationRequest();
		return client.redeem(request, byWayOfFacade(request, issuer));
	}

	static Visit submit(Visit page) {
		return page.submit("#kc-login", Map.of("username", "alice", "password", "wonderland"));
	}

	/** The claims of a token, for tests that look at more than it lets them do. */
	static JsonNode claims(String token) {
		return new JsonMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
	}

}
