package io.github.mcpoauth.resource;

import java.util.UUID;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Opaque tokens of an authorization server that has a UserInfo endpoint and no other way
 * to ask about them.
 */
class UserInfoTests {

	private static final String ALICE = "{\"sub\":\"usr_alice\",\"email\":\"alice@example.com\"}";

	@RegisterExtension
	static final TestProvider provider = new TestProvider("https://mcp.example.com/mcp");

	@RegisterExtension
	static final TestServer server = TestServer.start("mcp.oauth.base-url=https://mcp.example.com",
			"mcp.oauth.upstream.issuer-uri=" + provider.issuer(), "mcp.oauth.upstream.token-verification=userinfo",
			"mcp.oauth.upstream.endpoints.userinfo=" + provider.issuer() + "/oauth/userinfo",
			"mcp.oauth.resource.scopes=mcp:tools", "mcp.oauth.upstream.granted-scopes=mcp:tools",
			"mcp.oauth.resource.accept-tokens-for-other-resources=true");

	/** One that the server hasn't seen. */
	private final String token = "mat_" + UUID.randomUUID();

	@BeforeEach
	void forgetRequests() {
		provider.server().resetRequests();
	}

	@Test
	void callWhenEndpointKnowsTokenThenItsSubjectIsTheCaller() {
		answer(okJson(ALICE));
		assertThat(FacadeFlow.callMcp(server, this.token).json()).containsEntry("caller", "usr_alice");
		provider.server()
			.verify(1, getRequestedFor(urlEqualTo("/idp/oauth/userinfo")).withHeader("Authorization",
					equalTo("Bearer " + this.token)));
	}

	/** System D, item 4: a refusal is no failure of this server. */
	@ParameterizedTest
	@ValueSource(ints = { 204, 302, 400, 401, 403, 404 })
	void callWhenEndpointRefusesThen401(int status) {
		answer(aResponse().withStatus(status).withBody(ALICE));
		assertThat(FacadeFlow.callMcp(server, this.token).status()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html>", "", "[]", "{}", "{\"sub\":\"\"}", "{\"sub\":7}", "eyJhbGciOiJub25lIn0.e30." })
	void callWhenAnswerMakesNoSenseThen401(String body) {
		answer(okJson(body));
		Reply reply = FacadeFlow.callMcp(server, this.token);
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).contains("invalid_token");
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 429, 500, 503 })
	void callWhenEndpointFailsThen503(int status) {
		answer(aResponse().withStatus(status));
		assertThat(FacadeFlow.callMcp(server, this.token).status()).isEqualTo(503);
	}

	@Test
	void callWhenEndpointCannotBeReachedThen503() {
		answer(aResponse().withFault(Fault.EMPTY_RESPONSE));
		assertThat(FacadeFlow.callMcp(server, this.token).status()).isEqualTo(503);
	}

	@Test
	void callWhenTokenWasSeenBeforeThenNobodyIsAskedAgain() {
		answer(okJson(ALICE));
		for (int i = 0; i < 5; i++) {
			assertThat(FacadeFlow.callMcp(server, this.token).status()).isEqualTo(200);
		}
		assertThat(FacadeFlow.callMcp(server, this.token + "2").status()).isEqualTo(200);
		provider.server().verify(2, getRequestedFor(urlEqualTo("/idp/oauth/userinfo")));
	}

	@Test
	void callWhenNothingIsToBeRememberedThenAskedEachTime() {
		answer(okJson(ALICE));
		try (TestServer other = TestServer.start("mcp.oauth.base-url=https://mcp.example.com",
				"mcp.oauth.upstream.issuer-uri=" + provider.issuer(), "mcp.oauth.upstream.token-verification=userinfo",
				"mcp.oauth.upstream.endpoints.userinfo=" + provider.issuer() + "/oauth/userinfo",
				"mcp.oauth.resource.accept-tokens-for-other-resources=true", "mcp.oauth.tokens.cache.enabled=false")) {
			assertThat(FacadeFlow.callMcp(other, this.token).status()).isEqualTo(200);
			assertThat(FacadeFlow.callMcp(other, this.token).status()).isEqualTo(200);
		}
		provider.server().verify(2, getRequestedFor(urlEqualTo("/idp/oauth/userinfo")));
	}

	@Test
	void callWhenTokenWasRefusedBeforeThenAskedAgain() {
		answer(aResponse().withStatus(401));
		assertThat(FacadeFlow.callMcp(server, this.token).status()).isEqualTo(401);
		answer(okJson(ALICE));
		assertThat(FacadeFlow.callMcp(server, this.token).status()).isEqualTo(200);
	}

	/** The metadata has it as well. */
	@Test
	void callWhenEndpointIsAnnouncedThenFound() {
		provider.announce("userinfo_endpoint", provider.issuer() + "/oauth/userinfo");
		answer(okJson(ALICE));
		try (TestServer other = TestServer.start("mcp.oauth.base-url=https://mcp.example.com",
				"mcp.oauth.upstream.issuer-uri=" + provider.issuer(), "mcp.oauth.upstream.token-verification=userinfo",
				"mcp.oauth.resource.accept-tokens-for-other-resources=true")) {
			assertThat(FacadeFlow.callMcp(other, this.token).status()).isEqualTo(200);
		}
	}

	private void answer(ResponseDefinitionBuilder response) {
		provider.server().stubFor(get(urlEqualTo("/idp/oauth/userinfo")).willReturn(response));
	}

}
