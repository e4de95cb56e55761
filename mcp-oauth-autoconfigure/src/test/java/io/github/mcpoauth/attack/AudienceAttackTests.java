package io.github.mcpoauth.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.support.AllModes;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.LoginModes;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.TestTokens;
import io.github.mcpoauth.support.UpstreamLogin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens for somebody else, and tokens that are sent on to somebody else (RFC 8707, MCP
 * authorization, "Token Passthrough").
 */
@ExtendWith(OutputCaptureExtension.class)
class AudienceAttackTests {

	private static final String REFRESHABLE = ",\"grant_types\":[\"authorization_code\",\"refresh_token\"]";

	private static final List<String> HOSTILE_RESOURCES = List.of("https://other.example/mcp",
			"http://localhost:9999/mcp#fragment", "http://localhost:9999/mcp#", "/mcp", "mcp", "//localhost:9999/mcp",
			"javascript:alert(1)", "http://localhost:9999", "http://localhost:9999/mcp-evil",
			"http://localhost:9999/mcp?x", "http://localhost:9999/mcp/..", "http://localhost:9999/%6dcp",
			"http://a@localhost:9999/mcp", "http://localhost:9999@evil.example/mcp", "https://localhost:9999/mcp",
			"http://localhost.:9999/mcp", "not a uri", " http://localhost:9999/mcp", "http://localhost:9999/mcp\u0000",
			"urn:x:mcp", "http://[::99999999999.1.1.1]/mcp", "http://localhost:9999/mcp http://other.example/mcp");

	@Tag("F1")
	@Tag("F4")
	@AllModes
	void callWhenAudienceIsAnotherThenInvalidToken(Deployment deployment) {
		List<List<String>> audiences = new ArrayList<>(List.of(List.of(), List.of("the-facade"),
				List.of("https://other.example/mcp", Deployment.BASE_URL), List.of(deployment.tokenIssuer())));
		for (String audience : List.of("", " ", "*", "account", "https://other.example/mcp", "http://localhost:9999",
				"http://localhost:9999/", "http://localhost:9999/mcp-evil", "http://localhost:9999/mcp/evil",
				"http://localhost:9999/mcp//", "http://localhost:9999/MCP", "http://localhost:9999/mcp?x",
				"http://localhost:9999/mcp#x", "http://localhost:9999/%6dcp", "http://localhost:9999/a/../mcp",
				"http://localhost:9999/mcp;x", "https://localhost:9999/mcp", "http://localhost/mcp",
				"http://localhost:99999/mcp", "http://localhost.:9999/mcp", "http://LOCALHOST:9999/mcp",
				"HTTP://localhost:9999/mcp", "http://127.0.0.1:9999/mcp", "http://a@localhost:9999/mcp",
				"http://localhost:9999@evil.example/mcp", "http://localhost:9999.evil.example/mcp",
				"localhost:9999/mcp", "//localhost:9999/mcp", " http://localhost:9999/mcp",
				"http://localhost:9999/mcp ", "http://localhost:9999/mcp http://other.example")) {
			audiences.add(List.of(audience));
		}
		for (List<String> audience : audiences) {
			Reply reply = deployment.callWith(deployment.tokens().with((claims) -> claims.audience(audience)));
			InvalidTokens.assertRefused(reply, audience.toString());
			assertThat(reply.header("WWW-Authenticate")).as(audience.toString()).contains("(aud)");
		}
		InvalidTokens.assertRefused(
				deployment.callWith(deployment.tokens().with((claims) -> claims.audience((String) null))), "none");
	}

	@Tag("F3")
	@Tag("F4")
	@AllModes
	void callWhenAudienceHasOursThenAccepted(Deployment deployment) {
		for (List<String> audience : List.of(List.of(Deployment.RESOURCE),
				List.of("https://other.example/mcp", Deployment.RESOURCE),
				// One slash is what clients and providers add by themselves
				// (docs/adr/0004)
				List.of(Deployment.RESOURCE + "/"))) {
			assertThat(deployment.callWith(deployment.tokens().with((claims) -> claims.audience(audience))).status())
				.as(audience.toString())
				.isEqualTo(200);
		}
	}

	/** Whoever writes the headers would otherwise choose whom tokens have to be for. */
	@Tag("F5")
	@AllModes
	void callWhenHeadersNameTheHostOfTheTokenThenRefusedAllTheSame(Deployment deployment) {
		String token = deployment.tokens().with((claims) -> claims.audience("https://other.example/mcp"));
		Reply reply = deployment.call("{}", "Authorization", "Bearer " + token, "X-Forwarded-Host", "other.example",
				"X-Forwarded-Proto", "https", "X-Forwarded-Port", "443", "X-Forwarded-Prefix", "/", "Forwarded",
				"host=other.example;proto=https", "X-Original-URL", "https://other.example/mcp");
		InvalidTokens.assertRefused(reply, "forwarded");
		assertThat(deployment.call("{}", "Authorization", "Bearer " + token, "Host", "other.example").status())
			.isEqualTo(403);
	}

	/** RFC 9068 section 5, and OpenID Connect Core section 2. */
	@Tag("F6")
	@AllModes
	void callWhenTokenIsAnIdTokenThenInvalidToken(Deployment deployment) {
		TestTokens tokens = deployment.tokens();
		InvalidTokens.assertRefused(
				deployment.callWith(tokens.with((claims) -> idToken(claims).audience("the-facade"))), "for the client");
		// The embedded server issues none, and has nothing to tell them apart by
		if (deployment != Deployment.AUTHORIZATION_SERVER) {
			InvalidTokens.assertRefused(deployment.callWith(tokens.with((claims) -> idToken(claims))), "for us");
		}
	}

	private static JWTClaimsSet.Builder idToken(JWTClaimsSet.Builder claims) {
		return claims.claim("scope", null).claim("nonce", "n").claim("at_hash", "x").claim("auth_time", 1);
	}

	/** All else that a client has of this server opens nothing. */
	@Tag("F7")
	@LoginModes
	void callWhenAnythingElseIsSentAsAccessTokenThenInvalidToken(Deployment deployment) {
		CodeFlow flow = deployment.register(REFRESHABLE);
		String code = flow.code();
		Map<String, Object> tokens = flow.token(flow.tokenRequest(code)).json();
		String unused = deployment.client(flow.clientId()).code();
		assertThat(tokens).doesNotContainKey("id_token");
		Map<String, String> others = Map.of("refresh token", (String) tokens.get("refresh_token"), "used code", code,
				"code", unused, "client id", flow.clientId());
		others.forEach((name, other) -> InvalidTokens.assertRefused(deployment.callWith(other), name));
	}

	/** The embedded server's users log in elsewhere with tokens that stay here. */
	@Tag("F8")
	@Tag("F9")
	@Test
	void callWhenTokenIsTheProvidersWhereThisServerIssuesItsOwnThenInvalidToken() {
		try (TestProvider provider = new TestProvider(UpstreamLogin.CLIENT_ID);
				TestServer server = TestServer.start(UpstreamLogin.properties(provider))) {
			String resource = server.url("/mcp");
			TestTokens tokens = new TestTokens(provider.issuer(), resource, provider.tokens().key());
			Map<String, Object> own = UpstreamLogin.at(server, provider).tokens((claims) -> {
			});
			String ours = (String) own.get("access_token");
			assertThat(call(server, ours).status()).isEqualTo(200);
			for (String foreign : List.of(tokens.valid(), "the-access-token-of-the-provider",
					"the-refresh-token-of-the-provider")) {
				Reply reply = call(server, foreign);
				assertThat(reply.status()).isEqualTo(401);
				assertThat(reply.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
			}
			assertNowhere(provider, ours);
			assertThat(own.values()).noneMatch((value) -> String.valueOf(value).contains("of-the-provider"));
		}
	}

	private static Reply call(TestServer server, String token) {
		return new Http().postJson(server.url("/mcp"), "{}", "Authorization", "Bearer " + token);
	}

	@Tag("F9")
	@ParameterizedTest
	@EnumSource(names = { "RESOURCE_SERVER", "FACADE" })
	void callWhenTokenIsAcceptedOrNotThenItNeverLeavesThisServer(Deployment deployment) {
		String good = deployment.tokens().valid();
		String bad = deployment.tokens().with((claims) -> claims.audience("https://other.example"));
		assertThat(deployment.callWith(good).status()).isEqualTo(200);
		assertThat(deployment.callWith(bad).status()).isEqualTo(401);
		assertThat(deployment.provider().server().getAllServeEvents()).isNotEmpty();
		assertNowhere(deployment.provider(), good);
		assertNowhere(deployment.provider(), bad);
	}

	private static void assertNowhere(TestProvider provider, String token) {
		String signature = token.substring(token.lastIndexOf('.') + 1);
		assertThat(provider.server().getAllServeEvents())
			.allSatisfy((event) -> assertThat(event.getRequest().toString()).doesNotContain(signature));
	}

	/** RFC 8707 section 2.2. */
	@Tag("F10")
	@LoginModes
	void tokenWhenResourceIsAnotherThenInvalidTargetAndCodeAndRefreshTokenAreStillGood(Deployment deployment) {
		CodeFlow flow = deployment.register(REFRESHABLE);
		String code = flow.code();
		for (String resource : HOSTILE_RESOURCES) {
			assertInvalidTarget(deployment, flow, flow.tokenRequest(code), resource);
		}
		Map<String, Object> tokens = flow.token(flow.tokenRequest(code)).json();
		String refreshToken = (String) tokens.get("refresh_token");
		for (String resource : HOSTILE_RESOURCES) {
			assertInvalidTarget(deployment, flow, flow.refreshRequest(refreshToken), resource);
		}
		assertThat(flow.token(flow.refreshRequest(refreshToken)).status()).isEqualTo(200);
	}

	private static void assertInvalidTarget(Deployment deployment, CodeFlow flow, Map<String, String> request,
			String resource) {
		request.put("resource", resource);
		assertInvalidTarget(flow.token(request), resource);
		request.put("resource", Deployment.RESOURCE);
		Reply several = new Http().post(deployment.server().url("/oauth2/token"), "application/x-www-form-urlencoded",
				Http.encode(request) + "&" + Http.encode(Map.of("resource", resource)));
		assertInvalidTarget(several, "ours and " + resource);
	}

	private static void assertInvalidTarget(Reply reply, String name) {
		assertThat(reply.status()).as(name).isEqualTo(400);
		assertThat(reply.json()).as(name).containsEntry("error", "invalid_target");
		assertThat(reply.header("Cache-Control")).as(name).contains("no-store");
	}

	@Tag("F11")
	@Tag("F12")
	@LoginModes
	void authorizeWhenResourceIsNotOursOrThereAreSeveralThenInvalidTarget(Deployment deployment) {
		CodeFlow flow = deployment.register();
		for (String resource : HOSTILE_RESOURCES) {
			Map<String, String> request = flow.request();
			request.put("resource", resource);
			assertInvalidTargetRedirect(flow.authorize(request), resource);
			Reply several = flow.browser()
				.get(deployment.server()
					.url("/oauth2/authorize?" + Http.encode(flow.request()) + "&"
							+ Http.encode(Map.of("resource", resource))));
			assertInvalidTargetRedirect(several, "ours and " + resource);
		}
	}

	private static void assertInvalidTargetRedirect(Reply reply, String name) {
		assertThat(reply.location()).as(name).startsWith("http://127.0.0.1:4567/callback?");
		assertThat(reply.redirectParameters()).as(name)
			.containsEntry("error", "invalid_target")
			.containsEntry("iss", Deployment.BASE_URL)
			.doesNotContainKey("code");
	}

	/** With the same key, or with one of the same name. */
	@Tag("F14")
	@AllModes
	void callWhenIssuerIsAnotherThenInvalidToken(Deployment deployment) {
		TestTokens ours = deployment.tokens();
		for (String issuer : List.of("https://evil.example", ours.key().getKeyID(), Deployment.BASE_URL + "/",
				Deployment.BASE_URL + "/mcp", deployment.tokenIssuer().toUpperCase(Locale.ROOT))) {
			Reply reply = deployment.callWith(new TestTokens(issuer, Deployment.RESOURCE, ours.key()).valid());
			InvalidTokens.assertRefused(reply, issuer);
			assertThat(reply.header("WWW-Authenticate")).contains("(iss)");
		}
		String otherKey = new TestTokens(deployment.tokenIssuer(), Deployment.RESOURCE,
				TestTokens.key(ours.key().getKeyID(), 2048))
			.valid();
		InvalidTokens.assertRefused(deployment.callWith(otherKey), "another key of the same name");
	}

	/** CVE-2026-44428. */
	@Tag("F15")
	@Test
	void startWhenTokensForOtherServicesAreAcceptedThenWarns(CapturedOutput output) {
		TestServer
			.start("mcp.oauth.base-url=https://mcp.example.com", "mcp.oauth.upstream.issuer-uri=https://issuer.example",
					"mcp.oauth.resource.audiences=api://shared")
			.close();
		assertThat(output).contains("a token that was issued for another service with that audience is accepted here");
	}

}
