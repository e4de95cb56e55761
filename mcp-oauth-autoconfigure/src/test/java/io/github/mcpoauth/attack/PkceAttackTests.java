package io.github.mcpoauth.attack;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.EachLoginMode;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests without PKCE, with less of it, or around it (RFC 7636, RFC 9700 section 4.8).
 */
@EachLoginMode
class PkceAttackTests {

	private final Deployment deployment;

	private final CodeFlow flow;

	PkceAttackTests(Deployment deployment) {
		this.deployment = deployment;
		this.flow = deployment.register();
	}

	/** Who has no challenge gets no code, so no verifier can be left out later. */
	@Tag("B1")
	@Tag("B2")
	@Tag("B3")
	@Tag("B6")
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "code_challenge|", "code_challenge|''", "code_challenge|' '",
			"code_challenge|short", "code_challenge|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
			"code_challenge|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
			"code_challenge|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=",
			"code_challenge|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa+",
			"code_challenge|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/",
			"code_challenge|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\u00e9", "code_challenge_method|",
			"code_challenge_method|''", "code_challenge_method|plain", "code_challenge_method|s256",
			"code_challenge_method|S512", "code_challenge_method|'S256 '", "code_challenge_method|'plain S256'" })
	void authorizeWhenChallengeIsMissingOrWeakThenErrorToTheClient(String name, String value) {
		Map<String, String> request = this.flow.request();
		request.remove(name);
		if (value != null) {
			request.put(name, value);
		}
		assertErrorRedirect(this.flow.authorize(request), "invalid_request");
	}

	@Tag("B1")
	@ParameterizedTest
	@ValueSource(ints = { 0, 10, 42 })
	void authorizeWhenChallengeHasAControlCharacterThenErrorToTheClient(int position) {
		Map<String, String> request = this.flow.request();
		StringBuilder challenge = new StringBuilder(request.get("code_challenge"));
		challenge.setCharAt(position, '\0');
		request.put("code_challenge", challenge.toString());
		assertErrorRedirect(this.flow.authorize(request), "invalid_request");
	}

	@Tag("B1")
	@Tag("B2")
	@ParameterizedTest
	@ValueSource(strings = { "code_challenge=short", "code_challenge_method=plain", "code_challenge_method=" })
	void authorizeWhenParameterIsThereTwiceThenLocalErrorWithoutRedirect(String more) {
		String url = this.deployment.server().url("/oauth2/authorize?");
		for (String query : List.of(Http.encode(this.flow.request()) + "&" + more,
				more + "&" + Http.encode(this.flow.request()))) {
			Reply reply = this.flow.browser().get(url + query);
			assertThat(reply.status()).isEqualTo(400);
			assertThat(reply.location()).isNull();
		}
	}

	/**
	 * Where all of a request may be in an object, what stands beside it counts for
	 * nothing (RFC 9101 section 6.3); in a fragment, scripts see the code (RFC 9700
	 * section 2.1).
	 */
	@Tag("B6")
	@ParameterizedTest
	@CsvSource({ "request, eyJhbGciOiJub25lIn0.e30., request_not_supported",
			"request_uri, https://evil.example/r, request_uri_not_supported",
			"request_uri, urn:ietf:params:oauth:request_uri:x, request_uri_not_supported",
			"response_mode, fragment, invalid_request", "response_mode, form_post, invalid_request",
			"response_mode, query.jwt, invalid_request", "response_mode, web_message, invalid_request",
			"response_type, token, unsupported_response_type", "response_type, id_token, unsupported_response_type",
			"response_type, code token, unsupported_response_type", "response_type, '', unsupported_response_type",
			"response_type, none, unsupported_response_type", "response_type, CODE, unsupported_response_type" })
	void authorizeWhenCheckedParametersAreBypassedThenErrorToTheClient(String name, String value, String error) {
		Map<String, String> request = this.flow.request();
		request.put(name, value);
		assertErrorRedirect(this.flow.authorize(request), error);
	}

	/** What is refused for a person who is logged in is refused before the login. */
	@Test
	void authorizeWhenStateIsTooLongOrHasANulThenErrorToTheClient() {
		for (String state : new String[] { "x".repeat(1025), "a\0b" }) {
			Map<String, String> request = this.flow.request();
			request.put("state", state);
			Reply reply = this.flow.authorize(request);
			assertThat(reply.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
			assertThat(reply.redirectParameters()).containsEntry("error", "invalid_request")
				.containsEntry("state", state)
				.doesNotContainKey("code");
		}
	}

	@Tag("B5")
	@Tag("C6")
	@ParameterizedTest
	@CsvSource({ ",", "''", "another-code-verifier-of-more-than-forty-three-chars",
			"a-code-verifier-of-more-than-forty-three-character",
			"a-code-verifier-of-more-than-forty-three-charactersx",
			"A-CODE-VERIFIER-OF-MORE-THAN-FORTY-THREE-CHARACTERS",
			"'a-code-verifier-of-more-than-forty-three-characters '" })
	void tokenWhenVerifierIsMissingOrWrongThenRefusedAndTheCodeIsStillGood(String verifier) {
		Map<String, String> right = this.flow.tokenRequest(this.flow.code());
		Map<String, String> wrong = new HashMap<>(right);
		wrong.remove("code_verifier");
		if (verifier != null) {
			wrong.put("code_verifier", verifier);
		}
		Reply reply = this.flow.token(wrong);
		assertThat(reply.status()).isEqualTo(400);
		boolean told = this.deployment == Deployment.FACADE && (verifier == null || verifier.isEmpty());
		assertThat(reply.json()).containsEntry("error", told ? "invalid_request" : "invalid_grant")
			.doesNotContainKey("access_token");
		assertThat(this.flow.token(right).status()).isEqualTo(200);
	}

	/**
	 * The challenge went through the browser, so whoever saw it must not get by with it.
	 */
	@Tag("B2")
	@Tag("C6")
	@Test
	void tokenWhenVerifierIsTheChallengeThenInvalidGrant() {
		Map<String, String> request = this.flow.tokenRequest(this.flow.code());
		request.put("code_verifier", ClientRequests.challenge(ClientRequests.VERIFIER));
		request.put("code_challenge_method", "plain");
		assertThat(this.flow.token(request).json()).containsEntry("error", "invalid_grant");
	}

	/** The facade seals nothing but the challenge, which is S256. */
	@Tag("B8")
	@ParameterizedTest
	@ValueSource(strings = { "plain", "S512", "" })
	void tokenWhenStoredMethodIsAnotherThenRefused(String method) {
		if (this.deployment == Deployment.FACADE) {
			return;
		}
		String code = this.flow.code();
		OAuth2AuthorizationService grants = this.deployment.server().bean(OAuth2AuthorizationService.class);
		OAuth2Authorization grant = grants.findByToken(code, new OAuth2TokenType("code"));
		OAuth2AuthorizationRequest asked = grant.getAttribute(OAuth2AuthorizationRequest.class.getName());
		Map<String, Object> parameters = new HashMap<>(asked.getAdditionalParameters());
		parameters.put("code_challenge", ClientRequests.VERIFIER);
		parameters.put("code_challenge_method", method);
		grants.save(OAuth2Authorization.from(grant)
			.attribute(OAuth2AuthorizationRequest.class.getName(),
					OAuth2AuthorizationRequest.from(asked).additionalParameters(parameters).build())
			.build());
		Reply reply = this.flow.token(this.flow.tokenRequest(code));
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json()).containsKey("error").doesNotContainKey("access_token");
	}

	@Tag("B10")
	@ParameterizedTest
	@ValueSource(strings = { "/.well-known/oauth-authorization-server", "/.well-known/openid-configuration" })
	void metadataWhenReadThenListsS256Alone(String path) {
		assertThat(new Http().get(this.deployment.server().url(path)).json())
			.containsEntry("code_challenge_methods_supported", List.of("S256"));
	}

	private static void assertErrorRedirect(Reply reply, String error) {
		assertThat(reply.status()).as(reply.body()).isEqualTo(302);
		assertThat(reply.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
		assertThat(reply.redirectParameters()).containsEntry("error", error)
			.containsEntry("iss", Deployment.BASE_URL)
			.containsEntry("state", "a state & more")
			.containsKey("error_description")
			.doesNotContainKey("code");
		assertThat(reply.header("Cache-Control")).contains("no-store");
		assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
	}

}
