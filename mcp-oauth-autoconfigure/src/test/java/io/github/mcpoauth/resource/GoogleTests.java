package io.github.mcpoauth.resource;

import java.time.Instant;
import java.util.Map;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A provider that issues opaque tokens and says what they are at {@code tokeninfo}, all
 * numbers as strings, as Google does.
 */
class GoogleTests {

	private static final String TOKEN = "ya29.a0-an-opaque-token";

	@AutoClose
	private final FacadeServer facade = FacadeServer.start("mcp.oauth.upstream.provider=google",
			"mcp.oauth.upstream.granted-scopes=mcp:connect");

	GoogleTests() {
		this.facade.provider().announce("introspection_endpoint", this.facade.provider().issuer() + "/tokeninfo");
		this.facade.provider()
			.answerToken(Map.of("access_token", TOKEN, "token_type", "Bearer", "expires_in", 3599, "scope", "openid"));
		answer("the-facade");
	}

	@Test
	void loginWhenTokenIsOpaqueThenItsUserIsTheCaller() {
		Map<String, Object> tokens = FacadeFlow.register(this.facade.server()).tokens(this.facade.server());
		assertThat(tokens).containsEntry("access_token", TOKEN);
		assertThat(FacadeFlow.callMcp(this.facade.server(), TOKEN).json()).containsEntry("caller", "10769150350006150");
		this.facade.provider()
			.server()
			.verify(1, postRequestedFor(urlEqualTo("/idp/tokeninfo")).withHeader("Authorization",
					equalTo("Bearer " + TOKEN)));
	}

	/** A token that another application got from the same user must not open this one. */
	@Test
	void callWhenTokenIsOfAnotherApplicationThen401() {
		answer("another-client");
		Reply reply = FacadeFlow.callMcp(this.facade.server(), TOKEN);
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).contains("aud");
	}

	@Test
	void callWhenGoogleRefusesTheTokenThen401() {
		answer(aResponse().withStatus(400).withBody("{\"error\":\"invalid_token\"}"));
		assertThat(FacadeFlow.callMcp(this.facade.server(), TOKEN).status()).isEqualTo(401);
	}

	@Test
	void callWhenGoogleIsDownThen503() {
		answer(aResponse().withStatus(500));
		assertThat(FacadeFlow.callMcp(this.facade.server(), TOKEN).status()).isEqualTo(503);
	}

	/** Nobody could ever call the server. */
	@Test
	void startWhenScopeIsRequiredThatGoogleDoesNotHaveThenRefused() {
		WebApplicationContextRunner server = new WebApplicationContextRunner()
			.withUserConfiguration(TestApplication.class)
			.withPropertyValues("mcp.oauth.base-url=https://mcp.example.com",
					"mcp.oauth.upstream.issuer-uri=https://accounts.google.com", "mcp.oauth.upstream.client-id=a",
					"mcp.oauth.upstream.client-secret=b");
		server.withPropertyValues("mcp.oauth.resource.scopes=mcp:connect")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.resource.scopes has the value '[mcp:connect]'"));
		WebApplicationContextRunner named = server.withPropertyValues("mcp.oauth.resources.weather.path=/weather",
				"mcp.oauth.resources.weather.scopes=mcp:connect");
		named.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining("mcp.oauth.resources.weather.scopes has the value '[mcp:connect]'"));
		named.withPropertyValues("mcp.oauth.upstream.granted-scopes=mcp:connect")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private void answer(String audience) {
		answer(okJson(new JsonMapper()
			.writeValueAsString(Map.of("azp", audience, "aud", audience, "sub", "10769150350006150", "scope", "openid",
					"exp", String.valueOf(Instant.now().plusSeconds(3599).getEpochSecond()), "expires_in", "3599"))));
	}

	private void answer(ResponseDefinitionBuilder response) {
		this.facade.provider().server().stubFor(post(urlEqualTo("/idp/tokeninfo")).willReturn(response));
	}

}
