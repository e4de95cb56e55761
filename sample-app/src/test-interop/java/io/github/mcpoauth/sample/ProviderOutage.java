package io.github.mcpoauth.sample;

import java.net.URI;
import java.net.http.HttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients and users see while Keycloak is away.
 */
final class ProviderOutage {

	private ProviderOutage() {
	}

	/** A 401 would make clients throw their tokens away. */
	static void assertNotToBlame(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
		assertThat(response.headers().firstValue("Retry-After")).isPresent();
		assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
	}

	/** A client that got a 400 would send its user to log in. */
	static void assertTemporarilyUnavailable(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
		assertThat(Http.json(response).path("error").asString()).isEqualTo("temporarily_unavailable");
		assertThat(response.headers().firstValue("Retry-After")).contains("10");
	}

	/**
	 * Where Keycloak has its login page is known without its metadata. The browser waits
	 * there, where this server can't help it.
	 */
	static void assertSendsUsersToKeycloakAllTheSame(OAuthClient client, URI issuer) {
		Visit approved = new UserAgent().open(client.authorizationRequest().uri()).decide("approve");
		assertThat(approved.uri()).hasAuthority(issuer.getAuthority())
			.hasPath(issuer.getPath() + "/protocol/openid-connect/auth");
	}

}
