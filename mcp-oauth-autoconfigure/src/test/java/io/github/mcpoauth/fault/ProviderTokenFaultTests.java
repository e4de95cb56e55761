package io.github.mcpoauth.fault;

import java.util.Map;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Logins and refreshes by way of the facade, whose identity provider fails in the middle.
 */
@Timeout(120)
class ProviderTokenFaultTests {

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.of(TestProvider.overLine(FacadeServer.RESOURCE));

	private final TestServer server = facade.server();

	private final TestProvider provider = facade.provider();

	private final FacadeFlow flow = FacadeFlow.register(this.server);

	@AfterEach
	void mend() {
		Outage.end(this.provider);
		this.provider.answerToken(this.provider.refreshableTokens());
	}

	@Tag("FT9")
	@ParameterizedTest
	@EnumSource(names = { "GONE", "SLOW", "ERROR", "TOO_MANY_REQUESTS", "HTML" })
	void tokenWhenProviderFailsThen503AndTheCodeIsStillGood(Outage outage) {
		Map<String, String> request = this.flow.tokenRequest(this.flow.code(this.server));
		outage.begin(this.provider);
		Reply reply = this.flow.token(this.server, request);
		assertUnavailable(outage, reply);
		Outage.end(this.provider);
		assertThat(this.flow.token(this.server, request).json()).containsKeys("access_token", "refresh_token");
	}

	@Tag("FT9")
	@ParameterizedTest
	@CsvSource({ "temporarily_unavailable, temporarily_unavailable", "server_error, server_error",
			"access_denied, access_denied" })
	void callbackWhenProviderSaysItFailedThenClientIsToldAndUserCanTryAgain(String error, String told) {
		Reply toProvider = this.flow.approve(this.server, this.flow.request());
		Reply back = this.flow.callback(this.server,
				Map.of("state", toProvider.redirectParameters().get("state"), "error", error));
		assertThat(back.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
		assertThat(back.redirectParameters()).containsEntry("error", told)
			.containsEntry("iss", FacadeServer.BASE_URL)
			.containsEntry("state", this.flow.request().get("state"))
			.doesNotContainKey("code");
		assertThat(this.flow.tokens(this.server)).containsKey("access_token");
	}

	/** A client that gets a 400 would send its user to log in. */
	@Tag("FT10")
	@ParameterizedTest
	@EnumSource(names = { "GONE", "FROZEN", "ERROR", "TOO_MANY_REQUESTS", "HTML" })
	void refreshWhenProviderFailsForAWhileThen503AndTheTokenIsNeitherUsedUpNorReplaced(Outage outage) {
		Map<String, String> request = refreshRequest();
		outage.begin(this.provider);
		assertUnavailable(outage, this.flow.token(this.server, request));
		Outage.end(this.provider);
		this.provider.server().resetRequests();
		assertThat(this.flow.token(this.server, request).json()).containsKeys("access_token", "refresh_token");
		assertThat(this.provider.posted("token")).singleElement()
			.satisfies((body) -> assertThat(body).contains("refresh_token=the-refresh-token-of-the-provider"));
	}

	@Tag("FT10")
	@Test
	void refreshWhenProviderHasEndedTheLoginThenInvalidGrantAndNoOther() {
		Map<String, String> request = refreshRequest();
		answer(aResponse().withStatus(400)
			.withHeader("Content-Type", "application/json")
			.withBody("{\"error\":\"invalid_grant\",\"error_description\":\"Session not active\"}"));
		for (int i = 0; i < 2; i++) {
			Reply reply = this.flow.token(this.server, request);
			assertThat(reply.status()).isEqualTo(400);
			assertThat(reply.json()).containsEntry("error", "invalid_grant");
		}
	}

	/** Said with the wrong status, it is no word of the provider's about the login. */
	@Tag("FT10")
	@Test
	void refreshWhenInvalidGrantComesWith500Then503() {
		Map<String, String> request = refreshRequest();
		answer(aResponse().withStatus(500)
			.withHeader("Content-Type", "application/json")
			.withBody("{\"error\":\"invalid_grant\"}"));
		assertThat(this.flow.token(this.server, request).status()).isEqualTo(503);
	}

	private Map<String, String> refreshRequest() {
		this.provider.answerToken(this.provider.refreshableTokens());
		return this.flow.refreshRequest((String) this.flow.tokens(this.server).get("refresh_token"));
	}

	private void answer(ResponseDefinitionBuilder answer) {
		this.provider.server().stubFor(post(urlEqualTo("/idp/token")).willReturn(answer));
	}

	private static void assertUnavailable(Outage outage, Reply reply) {
		assertThat(reply.status()).as(reply.body()).isEqualTo(503);
		assertThat(reply.json()).containsEntry("error", "temporarily_unavailable");
		assertThat(reply.header("Cache-Control")).contains("no-store");
		assertThat(reply.header("Retry-After")).isEqualTo((outage == Outage.TOO_MANY_REQUESTS) ? "7" : "10");
	}

}
