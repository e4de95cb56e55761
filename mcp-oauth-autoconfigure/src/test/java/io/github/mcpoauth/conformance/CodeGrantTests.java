package io.github.mcpoauth.conformance;

import java.text.ParseException;
import java.util.List;
import java.util.Map;

import com.nimbusds.jwt.SignedJWT;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.LoginModes;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Authorization and token requests as the specification has clients send them (MCP
 * authorization; OAuth 2.1 sections 4.1 and 4.3; RFC 8707; RFC 9207).
 */
class CodeGrantTests {

	private static final List<Deployment> MODES = List.of(Deployment.FACADE, Deployment.AUTHORIZATION_SERVER);

	@Checklist({ "B1", "B12", "B24", "B25" })
	@LoginModes
	void flowWhenAllIsRightThenTokenThatOpensTheEndpoint(Deployment deployment) {
		CodeFlow flow = deployment.register();
		Reply redirect = flow.approve(flow.request());
		assertThat(redirect.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
		Map<String, String> parameters = redirect.redirectParameters();
		assertThat(parameters).containsEntry("iss", Deployment.BASE_URL).containsEntry("state", "a state & more");
		Reply reply = flow.token(flow.tokenRequest(parameters.get("code")));
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.header("Cache-Control")).contains("no-store");
		assertThat(reply.json()).containsEntry("token_type", "Bearer");
		assertThat((int) reply.json().get("expires_in")).isBetween(1, 3600);
		assertThat(deployment.callWith((String) reply.json().get("access_token")).status()).isEqualTo(200);
	}

	@Checklist("B24")
	@LoginModes
	void denialThenErrorWithIssuer(Deployment deployment) {
		CodeFlow flow = deployment.register();
		assertThat(flow.deny(flow.request()).redirectParameters()).containsEntry("error", "access_denied")
			.containsEntry("iss", Deployment.BASE_URL)
			.containsEntry("state", "a state & more");
	}

	@Checklist({ "B19", "B21", "C6" })
	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example/callback", "http://127.0.0.1:4567/callback/",
			"http://127.0.0.1:4567/callback?x=1", "http://localhost:4567/callback" })
	void authorizeWhenRedirectUriIsNotTheRegisteredOneThenNoRedirect(String redirectUri) {
		for (Deployment deployment : MODES) {
			CodeFlow flow = deployment.register();
			Map<String, String> request = with(flow, "redirect_uri", redirectUri);
			Reply reply = flow.authorize(request);
			assertThat(reply.status()).isEqualTo(400);
			assertThat(reply.location()).isNull();
		}
	}

	/** OAuth 2.1 section 8.4.2. */
	@Checklist("B19")
	@LoginModes
	void authorizeWhenOnlyThePortOfLoopbackDiffersThenCodeGoesThere(Deployment deployment) {
		CodeFlow flow = deployment.register();
		Map<String, String> request = with(flow, "redirect_uri", "http://127.0.0.1:61234/callback");
		Reply reply = flow.approve(request);
		assertThat(reply.location()).startsWith("http://127.0.0.1:61234/callback?");
		assertThat(reply.redirectParameters()).containsKey("code");
	}

	@Checklist({ "B22", "C10" })
	@ParameterizedTest
	@CsvSource({ "code_challenge, ", "code_challenge_method, plain", "code_challenge_method, " })
	void authorizeWhenPkceIsMissingOrWeakThenInvalidRequestWithIssuer(String name, String value) {
		for (Deployment deployment : MODES) {
			CodeFlow flow = deployment.register();
			Map<String, String> request = flow.request();
			request.remove(name);
			if (value != null) {
				request.put(name, value);
			}
			assertThat(flow.authorize(request).redirectParameters()).containsEntry("error", "invalid_request")
				.containsEntry("iss", Deployment.BASE_URL);
		}
	}

	@Checklist({ "B22", "C10" })
	@LoginModes
	void tokenWhenVerifierIsAnotherThenInvalidGrant(Deployment deployment) {
		CodeFlow flow = deployment.register();
		Map<String, String> request = flow.tokenRequest(flow.code());
		request.put("code_verifier", "another-verifier-of-more-than-forty-three-characters");
		assertThat(flow.token(request).json()).containsEntry("error", "invalid_grant");
	}

	@Checklist("B23")
	@ParameterizedTest
	@ValueSource(strings = { "https://other.example/mcp", "/mcp", "http://localhost:9999/mcp#f" })
	void authorizeWhenResourceIsNotOursThenInvalidTarget(String resource) {
		for (Deployment deployment : MODES) {
			CodeFlow flow = deployment.register();
			Map<String, String> request = with(flow, "resource", resource);
			assertThat(flow.authorize(request).redirectParameters()).containsEntry("error", "invalid_target");
		}
	}

	@Checklist("B23")
	@LoginModes
	void tokenWhenResourceIsAnotherThenInvalidTargetAndCodeIsStillGood(Deployment deployment) {
		CodeFlow flow = deployment.register();
		Map<String, String> request = flow.tokenRequest(flow.code());
		request.put("resource", "https://other.example/mcp");
		assertThat(flow.token(request).json()).containsEntry("error", "invalid_target");
		request.put("resource", Deployment.RESOURCE);
		assertThat(flow.token(request).status()).isEqualTo(200);
	}

	/** Clients of 2025-03-26 do not know the parameter. */
	@Checklist({ "B1", "B23" })
	@LoginModes
	void flowWhenResourceIsNotNamedThenTokenForThisServer(Deployment deployment) {
		CodeFlow flow = deployment.register();
		Map<String, String> request = flow.request();
		request.remove("resource");
		Map<String, String> tokenRequest = flow.tokenRequest(flow.code(request));
		tokenRequest.remove("resource");
		Map<String, Object> tokens = flow.token(tokenRequest).json();
		assertThat(deployment.callWith((String) tokens.get("access_token")).status()).isEqualTo(200);
	}

	@Checklist("A6")
	@LoginModes
	void authorizeWhenResourceHasUpperCaseSchemeAndHostThenIsTheSame(Deployment deployment) {
		CodeFlow flow = deployment.register();
		Map<String, String> request = with(flow, "resource", "HTTP://LOCALHOST:9999/mcp");
		assertThat(flow.code(request)).isNotNull();
	}

	@Checklist({ "A11", "B30" })
	@LoginModes
	void tokenWhenIssuedThenIsForTheResource(Deployment deployment) throws ParseException {
		String token = deployment.accessToken("mcp:connect");
		assertThat(SignedJWT.parse(token).getJWTClaimsSet().getAudience()).containsExactly(Deployment.RESOURCE);
	}

	@Checklist({ "B26", "B27" })
	@LoginModes
	void refreshWhenClientIsPublicThenAnotherRefreshToken(Deployment deployment) {
		CodeFlow flow = deployment.register(",\"grant_types\":[\"authorization_code\",\"refresh_token\"]");
		Map<String, Object> first = flow.tokens();
		Map<String, Object> second = flow.token(flow.refreshRequest((String) first.get("refresh_token"))).json();
		assertThat(second.get("refresh_token")).isNotNull().isNotEqualTo(first.get("refresh_token"));
		assertThat(deployment.callWith((String) second.get("access_token")).status()).isEqualTo(200);
	}

	@Checklist("B27")
	@LoginModes
	void tokenWhenClientDoesNotWantToRefreshThenNoRefreshToken(Deployment deployment) {
		CodeFlow flow = deployment.register(",\"grant_types\":[\"authorization_code\"]");
		assertThat(flow.tokens()).containsKey("access_token").doesNotContainKey("refresh_token");
	}

	/** Many clients ask for them by habit. */
	@Checklist({ "B9", "B28" })
	@ParameterizedTest
	@ValueSource(strings = { "mcp:connect offline_access", "openid profile email offline_access", "openid" })
	void authorizeWhenScopesOfOpenIdConnectAreAskedForThenTheOthersOrTheDefaultOnes(String scope) {
		for (Deployment deployment : MODES) {
			CodeFlow flow = deployment.register();
			Map<String, String> request = with(flow, "scope", scope);
			Map<String, Object> tokens = flow.token(flow.tokenRequest(flow.code(request))).json();
			assertThat(tokens.getOrDefault("scope", "mcp:connect")).isEqualTo("mcp:connect");
			assertThat(deployment.callWith((String) tokens.get("access_token")).status()).isEqualTo(200);
		}
	}

	@Checklist({ "B17", "B29", "C4" })
	@LoginModes
	void consentWhenAskedThenNamesClientScopesAndWhereTheAnswerGoes(Deployment deployment) {
		CodeFlow flow = deployment.register();
		Map<String, String> request = with(flow, "scope", "mcp:connect weather:read");
		Element page = flow.consentPage(request);
		assertThat(page.text()).contains("A test client", "127.0.0.1", "Read the weather");
	}

	/** A right request, but for one parameter. */
	private static Map<String, String> with(CodeFlow flow, String parameter, String value) {
		Map<String, String> request = flow.request();
		request.put(parameter, value);
		return request;
	}

}
