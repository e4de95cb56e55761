package io.github.mcpoauth.facade;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A login through the facade that goes well, step by step, and on any instance.
 */
class FacadeLoginTests {

	private static final String BASE_URL = FacadeServer.BASE_URL;

	@AutoClose
	private final FacadeServer facade = FacadeServer.start();

	private final TestProvider provider = this.facade.provider();

	private final TestServer server = this.facade.server();

	private final FacadeFlow flow = FacadeFlow.register(this.server);

	@Checklist("C9")
	@Test
	void documentsWhenReadThenNameThisServerAndNotTheProvider() {
		Map<String, Object> resource = this.flow.browser()
			.get(this.server.url("/.well-known/oauth-protected-resource/mcp"))
			.json();
		assertThat(resource).containsEntry("authorization_servers", List.of(BASE_URL));
		Map<String, Object> metadata = this.flow.browser()
			.get(this.server.url("/.well-known/oauth-authorization-server"))
			.json();
		assertThat(metadata).containsEntry("issuer", BASE_URL)
			.containsEntry("authorization_endpoint", BASE_URL + "/oauth2/authorize")
			.containsEntry("token_endpoint", BASE_URL + "/oauth2/token")
			.containsEntry("registration_endpoint", BASE_URL + "/oauth2/register")
			.containsEntry("jwks_uri", BASE_URL + "/oauth2/jwks")
			.containsEntry("code_challenge_methods_supported", List.of("S256"))
			.containsEntry("authorization_response_iss_parameter_supported", true);
		assertThat(this.provider.server().getAllServeEvents()).isEmpty();
	}

	@Tag("D1")
	@Checklist({ "C1", "C2", "C3" })
	@Test
	void authorizeWhenRequestIsRightThenConsentIsAskedForAndTheProviderIsNotCalled() {
		Reply reply = this.flow.authorize(this.server, this.flow.request());
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.body()).contains("A test client", "127.0.0.1:4567", FacadeServer.RESOURCE);
		assertThat(this.provider.server().getAllServeEvents()).isEmpty();
	}

	@Tag("B9")
	@Checklist("C10")
	@Test
	void consentWhenApprovedThenProviderIsAskedWithOurClientAndOurOwnChallenge() {
		Reply reply = this.flow.approve(this.server, this.flow.request());
		assertThat(reply.status()).isEqualTo(303);
		assertThat(reply.location()).startsWith(this.provider.issuer() + "/authorize?");
		assertThat(reply.redirectParameters()).containsEntry("client_id", "the-facade")
			.containsEntry("response_type", "code")
			.containsEntry("redirect_uri", BASE_URL + "/oauth2/callback")
			.containsEntry("code_challenge_method", "S256")
			.doesNotContainEntry("code_challenge", ClientRequests.challenge(ClientRequests.VERIFIER));
	}

	@Tag("E1")
	@Test
	void callbackWhenLoginWentWellThenClientGetsCodeStateAndIssuer() {
		Reply reply = this.flow.callback(this.server, this.flow.approve(this.server, this.flow.request()));
		assertThat(reply.status()).isEqualTo(302);
		assertThat(reply.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
		assertThat(reply.redirectParameters()).containsOnlyKeys("code", "state", "iss")
			.containsEntry("state", "a state & more")
			.containsEntry("iss", BASE_URL)
			.doesNotContainEntry("code", TestProvider.CODE);
	}

	/**
	 * Cognito, which writes the prefix into its tokens and names no scopes beside them.
	 */
	@Test
	void loginWhenTheProviderKnowsScopesByAPrefixThenNobodyElseDoes() {
		String prefix = FacadeServer.RESOURCE + "/";
		try (TestServer cognito = this.facade.startInstance("mcp.oauth.upstream.provider=cognito",
				"mcp.oauth.upstream.scope-prefix=" + prefix)) {
			this.provider.answerToken(Map.of("token_type", "Bearer", "access_token", this.provider.tokens()
				.with((claims) -> claims.claim("scope", prefix + "mcp:connect").claim("token_use", "access"))));
			Map<String, String> request = this.flow.request();
			request.put("scope", "mcp:connect");
			Reply toProvider = this.flow.approve(cognito, request);
			assertThat(toProvider.redirectParameters()).containsEntry("scope", prefix + "mcp:connect");
			String code = this.flow.callback(cognito, toProvider).redirectParameters().get("code");
			Map<String, Object> tokens = this.flow.token(cognito, this.flow.tokenRequest(code)).json();
			assertThat(tokens).containsEntry("scope", "mcp:connect");
			assertThat(FacadeFlow.callMcp(cognito, tokens.get("access_token")).status()).isEqualTo(200);
		}
	}

	@Test
	void tokenWhenCodeIsRedeemedThenProvidersAccessTokenAndASealedRefreshToken() {
		Reply reply = this.flow.token(this.server, this.flow.tokenRequest(this.flow.code(this.server)));
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.header("Cache-Control")).contains("no-store");
		assertThat(reply.json()).containsOnlyKeys("access_token", "token_type", "expires_in", "scope", "refresh_token")
			.containsEntry("token_type", "Bearer")
			.containsEntry("scope", "mcp:connect");
		assertThat(reply.body()).doesNotContain("the-refresh-token-of-the-provider", "an-id-token");
		assertThat(FacadeFlow.callMcp(this.server, reply.json().get("access_token")).status()).isEqualTo(200);
		assertThat(this.provider.posted("token")).singleElement()
			.asString()
			.contains("code=" + TestProvider.CODE, "code_verifier=")
			.doesNotContain(ClientRequests.VERIFIER);
	}

	@Test
	void refreshWhenDoneThenProviderIsAskedWithItsOwnTokenAndTheClientGetsASealedOne() {
		Map<String, Object> tokens = this.flow.tokens(this.server);
		Reply reply = this.flow.token(this.server, this.flow.refreshRequest((String) tokens.get("refresh_token")));
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.json()).containsKeys("access_token", "refresh_token");
		assertThat(this.provider.posted("token").get(1)).contains("refresh_token=the-refresh-token-of-the-provider");
	}

	/** Nothing is stored, so it does not matter who answers. */
	@Tag("FT18")
	@Test
	void loginWhenEachStepGoesToAnotherInstanceThenWorks() {
		try (TestServer other = this.facade.startInstance()) {
			Map<String, String> fields = FacadeFlow.fields(this.flow.consentPage(other, this.flow.request()),
					"approve");
			Reply toProvider = this.flow.decide(this.server, fields);
			String code = this.flow.callback(other, toProvider).redirectParameters().get("code");
			Map<String, Object> tokens = this.flow.token(this.server, this.flow.tokenRequest(code)).json();
			Reply refreshed = this.flow.token(other, this.flow.refreshRequest((String) tokens.get("refresh_token")));
			assertThat(FacadeFlow.callMcp(this.server, refreshed.json().get("access_token")).status()).isEqualTo(200);
		}
	}

	/** Claude goes there when it finds no metadata. */
	@Test
	void defaultPathsWhenUsedThenAreTheSameEndpoints() {
		assertThat(this.flow.browser().get(this.server.url("/authorize")).status()).isEqualTo(400);
		assertThat(this.flow.browser()
			.postForm(this.server.url("/token"), this.flow.tokenRequest(this.flow.code(this.server)))
			.status()).isEqualTo(200);
		assertThat(this.flow.browser()
			.postJson(this.server.url("/register"), "{\"redirect_uris\":[\"https://a.example/cb\"]}")
			.status()).isEqualTo(201);
		try (TestServer without = this.facade.startInstance("mcp.oauth.facade.default-paths=false")) {
			assertThat(this.flow.browser().get(without.url("/authorize")).status()).isEqualTo(401);
		}
	}

}
