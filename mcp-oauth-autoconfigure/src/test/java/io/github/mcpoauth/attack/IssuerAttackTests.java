package io.github.mcpoauth.attack;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.EachLoginMode;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who a client and this server are told they talk to (RFC 9207, RFC 8414 section 3.3).
 * See {@link ProviderAnswerAttackTests} and {@link CallbackAttackTests} for answers of
 * another provider.
 */
@EachLoginMode
class IssuerAttackTests {

	private final Deployment deployment;

	private final CodeFlow flow;

	IssuerAttackTests(Deployment deployment) {
		this.deployment = deployment;
		this.flow = deployment.register();
	}

	@Tag("E1")
	@ParameterizedTest
	@ValueSource(strings = { "/.well-known/oauth-authorization-server", "/.well-known/openid-configuration" })
	void metadataWhenReadThenNamesTheIssuerThatAnswersAreFrom(String path) {
		assertThat(new Http().get(this.deployment.server().url(path)).json())
			.containsEntry("issuer", Deployment.BASE_URL)
			.containsEntry("authorization_response_iss_parameter_supported", true);
	}

	/** Neither what the request says nor where it was sent makes another issuer. */
	@Tag("E1")
	@Tag("L2")
	@Test
	void answerWhenRequestNamesAnotherIssuerThenOursAndOnce() {
		Map<String, String> request = this.flow.request();
		request.put("iss", "https://evil.example");
		assertOurs(this.flow.approve(request), null);
		CodeFlow again = this.deployment.client(this.flow.clientId());
		assertOurs(again.deny(request), "access_denied");
	}

	@Tag("E1")
	@Tag("L2")
	@ParameterizedTest
	@CsvSource({ "response_type, token, unsupported_response_type", "code_challenge_method, plain, invalid_request",
			"request, x, request_not_supported", "request_uri, x, request_uri_not_supported",
			"response_mode, fragment, invalid_request", "resource, https://other.example/mcp, invalid_target" })
	void errorWhenSentToTheClientThenWithOurIssuerOnce(String name, String value, String error) {
		Map<String, String> request = this.flow.request();
		request.put(name, value);
		request.put("iss", "https://evil.example");
		String url = this.deployment.server().url("/oauth2/authorize?" + Http.encode(request));
		assertOurs(this.flow.browser()
			.get(url, "Host", "evil.example", "X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "https",
					"Forwarded", "host=evil.example"),
				error);
	}

	/** Fails as well where a parameter comes twice, see {@link Reply}. */
	private static void assertOurs(Reply reply, String error) {
		Map<String, String> parameters = reply.redirectParameters();
		assertThat(parameters).containsEntry("iss", Deployment.BASE_URL).containsEntry("state", "a state & more");
		assertThat(parameters.get("error")).isEqualTo(error);
		assertThat(parameters.containsKey("code")).isEqualTo(error == null);
	}

}
