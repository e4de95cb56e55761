package io.github.mcpoauth.facade;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Codes at the token endpoint of the facade, with clients and providers that are wrong.
 */
@ExtendWith(OutputCaptureExtension.class)
class FacadeTokenTests {

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start();

	private final FacadeFlow flow = FacadeFlow.register(facade.server());

	@BeforeEach
	void answerAsUsual() {
		facade.provider().answerToken(facade.provider().refreshableTokens());
		facade.provider().server().resetRequests();
	}

	@Tag("A15")
	@Tag("B5")
	@Tag("C6")
	@Tag("F10")
	@ParameterizedTest
	@CsvSource({ "redirect_uri, http://127.0.0.1:4568/callback, invalid_grant", "redirect_uri, , invalid_request",
			"code_verifier, , invalid_request",
			"code_verifier, another-verifier-of-more-than-forty-three-chars, invalid_grant", "code, , invalid_request",
			"code, forged, invalid_grant", "resource, https://other.example/mcp, invalid_target",
			"grant_type, password, unsupported_grant_type", "grant_type, , unsupported_grant_type" })
	void tokenWhenRequestIsWrongThenRefusedAndTheCodeIsStillGood(String name, String value, String error) {
		Map<String, String> right = this.flow.tokenRequest(this.flow.code(facade.server()));
		Map<String, String> wrong = new HashMap<>(right);
		wrong.put(name, (value != null) ? value : "");
		assertError(this.flow.token(facade.server(), wrong), 400, error);
		assertThat(facade.provider().posted("token")).isEmpty();
		assertThat(this.flow.token(facade.server(), right).status()).isEqualTo(200);
	}

	/** What is left out proves nothing (RFC 7636 section 4.5, RFC 9700 section 4.8). */
	@Tag("B5")
	@ParameterizedTest
	@ValueSource(strings = { "redirect_uri", "code_verifier", "code", "grant_type" })
	void tokenWhenParameterIsAbsentThenInvalidRequestAndTheCodeIsStillGood(String name) {
		Map<String, String> right = this.flow.tokenRequest(this.flow.code(facade.server()));
		Map<String, String> wrong = new HashMap<>(right);
		wrong.remove(name);
		assertError(this.flow.token(facade.server(), wrong), 400, "invalid_request");
		assertThat(facade.provider().posted("token")).isEmpty();
		assertThat(this.flow.token(facade.server(), right).status()).isEqualTo(200);
	}

	@Tag("C6")
	@Test
	void tokenWhenCodeBelongsToAnotherClientThenInvalidGrant() {
		Map<String, String> request = this.flow.tokenRequest(this.flow.code(facade.server()));
		request.put("client_id", FacadeFlow.register(facade.server()).clientId());
		assertError(this.flow.token(facade.server(), request), 400, "invalid_grant");
	}

	@Tag("F8")
	@Test
	void tokenWhenCodeIsTheProvidersThenInvalidGrant() {
		assertError(this.flow.token(facade.server(), this.flow.tokenRequest(TestProvider.CODE)), 400, "invalid_grant");
	}

	/**
	 * A lost secret makes all identifiers unknown; this answer makes clients register.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "", "unknown", "the-facade" })
	void tokenWhenClientIsUnknownThen401InvalidClient(String clientId) {
		Map<String, String> request = this.flow.tokenRequest("any");
		request.put("client_id", clientId);
		assertError(this.flow.token(facade.server(), request), 401, "invalid_client");
		request.remove("client_id");
		assertError(this.flow.token(facade.server(), request), 401, "invalid_client");
	}

	@Tag("C1")
	@Test
	void tokenWhenProviderKnowsTheCodeNoMoreThenInvalidGrant() {
		facade.provider()
			.server()
			.stubFor(post(urlEqualTo("/idp/token")).willReturn(aResponse().withStatus(400)
				.withHeader("Content-Type", "application/json")
				.withBody("{\"error\":\"invalid_grant\",\"error_description\":\"Code already used\"}")));
		assertError(redeem(), 400, "invalid_grant");
	}

	@ParameterizedTest
	@CsvSource({ "500, ''", "429, ''", "200, <html>", "200, ''", "200, '[]'", "200, '{}'",
			"200, '{\"access_token\":5}'", "302, ''", "401, '{\"error\":\"invalid_client\"}'" })
	void tokenWhenProviderAnswersNonsenseThen503AndNothingOfItIsShown(int status, String body, CapturedOutput output) {
		facade.provider()
			.server()
			.stubFor(post(urlEqualTo("/idp/token"))
				.willReturn(aResponse().withStatus(status).withHeader("Location", "/other").withBody(body)));
		Reply reply = redeem();
		assertError(reply, 503, "temporarily_unavailable");
		assertThat(reply.header("Retry-After")).isNotNull();
		assertThat(output).contains("The identity provider can't be used");
		assertThat(reply.body()).doesNotContain("<html>", "invalid_client", facade.provider().issuer());
	}

	/** RFC 9110 section 10.2.3: seconds, or a date. */
	@Tag("FT6")
	@ParameterizedTest
	@CsvSource({ "429, 42, 42", "503, 42, 42", "503, ' 7 ', 7", "429, 0, 1", "429, 301, 300", "503, 86400, 300",
			"429, 99999999999999999999, 300", "503, -5, 10", "503, soon, 10", "503, '', 10", "503, , 10",
			"503, 'Sat, 21 Nov 2020 17:00:00 GMT', 1", "503, 'Sat, 21 Nov 2099 17:00:00 GMT', 300", "500, 42, 10",
			"400, 42, 10" })
	void tokenWhenProviderSaysWhenToRetryThenTheClientIsTold(int status, String said, String told) {
		facade.provider()
			.server()
			.stubFor(post(urlPathMatching("/idp/(token|revoke)")).willReturn(aResponse().withStatus(status)
				.withHeaders((said != null) ? new HttpHeaders(new HttpHeader("Retry-After", said))
						: HttpHeaders.noHeaders())));
		Reply reply = redeem();
		assertError(reply, 503, "temporarily_unavailable");
		assertThat(reply.header("Retry-After")).isEqualTo(told);
		Reply revocation = new Http().postForm(facade.server().url("/oauth2/revoke"),
				Map.of("token", "any", "client_id", this.flow.clientId()));
		assertThat(revocation.header("Retry-After")).isEqualTo(told);
	}

	@Tag("FT6")
	@Test
	void tokenWhenProviderNamesTheDateOfARetryThenTheClientIsToldInSeconds() {
		String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(120));
		facade.provider()
			.server()
			.stubFor(post(urlEqualTo("/idp/token"))
				.willReturn(aResponse().withStatus(429).withHeader("Retry-After", date)));
		assertThat(Integer.parseInt(redeem().header("Retry-After"))).isBetween(60, 120);
	}

	@Test
	void tokenWhenProviderBreaksOffThen503() {
		facade.provider()
			.server()
			.stubFor(post(urlEqualTo("/idp/token")).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
		assertError(redeem(), 503, "temporarily_unavailable");
	}

	/** Else the client would log in, be refused, log in again, and nobody knew why. */
	@Test
	void tokenWhenProviderIssuesItForAnotherAudienceThenSaidAtOnceAndInTheLog(CapturedOutput output) {
		Map<String, Object> answer = facade.provider().refreshableTokens();
		answer.put("access_token",
				facade.provider().tokens().with((claims) -> claims.audience("https://other.example")));
		facade.provider().answerToken(answer);
		Reply reply = redeem();
		assertError(reply, 502, "server_error");
		assertThat((String) reply.json().get("error_description")).contains("(aud)");
		assertThat(output).contains("mcp.oauth.resource.audiences", FacadeServer.RESOURCE);
	}

	/** Whether it is a good one the resource will know when it has the keys again. */
	@Tag("FT3")
	@Test
	void tokenWhenKeysCanNotBeHadThenHandedOnUnchecked() {
		try (FacadeServer without = FacadeServer.start()) {
			without.provider().server().stubFor(get(urlEqualTo("/idp/keys")).willReturn(aResponse().withStatus(503)));
			FacadeFlow client = FacadeFlow.register(without.server());
			assertThat(client.tokens(without.server())).containsKeys("access_token", "refresh_token");
		}
	}

	@Test
	void tokenWhenProviderGivesNoRefreshTokenThenNoneAndNoneIsInvented() {
		Map<String, Object> answer = facade.provider().refreshableTokens();
		answer.remove("refresh_token");
		facade.provider().answerToken(answer);
		assertThat(redeem().json()).containsKey("access_token").doesNotContainKey("refresh_token");
	}

	@Test
	void tokenWhenClientRegisteredWithoutRefreshThenNoRefreshToken() {
		FacadeFlow client = FacadeFlow.register(facade.server(), ",\"grant_types\":[\"authorization_code\"]");
		assertThat(client.tokens(facade.server())).containsKey("access_token").doesNotContainKey("refresh_token");
	}

	@Test
	void tokenWhenSentAsJsonOrInTheQueryOrWithGetThenProtocolErrors() {
		String url = facade.server().url("/oauth2/token");
		Map<String, String> request = this.flow.tokenRequest("any");
		assertError(new Http().postJson(url, "{}"), 400, "invalid_request");
		assertError(new Http().postForm(url + "?a=b", request), 400, "invalid_request");
		assertError(new Http().get(url), 405, "invalid_request");
		assertError(new Http().post(url, "application/x-www-form-urlencoded",
				Http.encode(request) + "&grant_type=password"), 400, "invalid_request");
	}

	private Reply redeem() {
		return this.flow.token(facade.server(), this.flow.tokenRequest(this.flow.code(facade.server())));
	}

	private static void assertError(Reply reply, int status, String error) {
		assertThat(reply.status()).as(reply.body()).isEqualTo(status);
		assertThat(reply.json()).containsEntry("error", error).containsKey("error_description");
		assertThat(reply.header("Cache-Control")).contains("no-store");
	}

}
