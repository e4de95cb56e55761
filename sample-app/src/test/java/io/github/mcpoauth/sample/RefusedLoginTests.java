package io.github.mcpoauth.sample;

import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Logins that give the client nothing.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RefusedLoginTests {

	private OAuthClient client;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.client = OAuthClient.registeredAt(McpServer.onPort(port));
	}

	/** RFC 6749 section 4.1.2.1, and RFC 9207 section 2 for errors. */
	@Test
	void consentWhenDeniedThenClientIsToldWithStateAndIssuer() {
		AuthorizationRequest request = this.client.authorizationRequest();

		Visit callback = new UserAgent().open(request.uri()).login("alice", "wonderland").decide("deny");

		AuthorizationResponse response = callback.authorizationResponse();
		this.client.check(request, response);
		assertThat(response.parameters()).containsEntry("error", "access_denied").doesNotContainKey("code");
	}

	@Test
	void loginWhenPasswordIsWrongThenPageSaysSo() {
		Visit login = new UserAgent().open(this.client.authorizationRequest().uri());
		assertThat(login.text()).doesNotContain("is wrong");

		Visit again = login.login("alice", "looking-glass");

		assertThat(again.status()).isEqualTo(200);
		assertThat(again.uri()).hasPath("/oauth2/login");
		assertThat(again.document().select("[role=alert]").text()).isEqualTo("The user name or the password is wrong.");
		assertThat(again.document().select("input[name=password]").val()).isEmpty();
	}

	@Test
	void loginWhenPasswordIsRightAtLastThenGoesOnToConsent() {
		AuthorizationRequest request = this.client.authorizationRequest();
		Visit again = new UserAgent().open(request.uri()).login("alice", "looking-glass");

		Visit consent = again.login("alice", "wonderland");

		assertThat(consent.document().select("h1").text()).contains("End-to-end test", "Weather sample");
		AuthorizationResponse response = consent.decide("approve").authorizationResponse();
		assertThat(this.client.redeem(request, response).accessToken()).isNotEmpty();
	}

	@Test
	void loginWhenUserIsUnknownThenAnswerIsTheSameAsForWrongPassword() {
		Visit unknown = new UserAgent().open(this.client.authorizationRequest().uri()).login("queen", "hearts");
		Visit wrong = new UserAgent().open(this.client.authorizationRequest().uri()).login("alice", "hearts");

		assertThat(Map.of("status", unknown.status(), "text", unknown.text(), "uri", unknown.uri()))
			.isEqualTo(Map.of("status", wrong.status(), "text", wrong.text(), "uri", wrong.uri()));
	}

}
