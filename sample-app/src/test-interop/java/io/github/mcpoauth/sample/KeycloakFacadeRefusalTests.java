package io.github.mcpoauth.sample;

import java.net.URI;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a login by way of the sample that Keycloak refuses, or that an attacker
 * began.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
		properties = "mcp.oauth.scopes[weather\\:change].description=Make it rain, which Keycloak knows nothing of")
@ContextConfiguration(initializers = { KeycloakUpstream.class, KeycloakFacade.class })
@DirtiesContext
class KeycloakFacadeRefusalTests {

	private final URI keycloak = Keycloak.running().issuer();

	private OAuthClient client;

	@BeforeEach
	void setUp() {
		this.client = OAuthClient.registeredAt(Keycloak.sampleServer());
	}

	/** RFC 6749 section 4.1.2.1, and RFC 9207 section 2 for errors. */
	@Test
	void loginWhenKeycloakDoesNotKnowTheScopeThenClientIsToldWithStateAndIssuer() {
		AuthorizationRequest request = this.client.authorizationRequest("mcp:connect weather:change");

		Visit callback = new UserAgent(this.keycloak).open(request.uri()).decide("approve");

		AuthorizationResponse response = callback.authorizationResponse();
		this.client.check(request, response);
		assertThat(response.parameters()).containsEntry("error", "invalid_scope").doesNotContainKey("code");
	}

	/**
	 * RFC 9700 section 4.7: the attacker consents for a client of the attacker and has
	 * someone else log in.
	 */
	@Test
	void callbackWhenConsentWasGivenInAnotherBrowserThenClientGetsNothing() {
		AuthorizationRequest request = this.client.authorizationRequest();
		Visit lure = new UserAgent().open(request.uri()).decide("approve");
		assertThat(lure.uri()).hasAuthority(this.keycloak.getAuthority());

		Visit callback = KeycloakLogin.submit(new UserAgent(this.keycloak).open(lure.uri()));
		assertThat(callback.uri()).hasPath("/oauth2/callback");
		Visit end = new UserAgent().open(callback.uri());

		assertThat(end.status()).isEqualTo(403);
		assertThat(end.uri()).isEqualTo(callback.uri());
		assertThat(end.html()).isNotEmpty().doesNotContain(OAuthClient.CALLBACK);
	}

}
