package io.github.mcpoauth.resource;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.TestingAuthenticationToken;

import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.TestTokens;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens of several issuers at one endpoint, each verified by its own issuer's rules.
 */
class TokenIssuersTests {

	private static final String RESOURCE = "https://mcp.example.com/mcp";

	@AutoClose
	private final TestProvider main = new TestProvider(RESOURCE);

	@AutoClose
	private final TestProvider partner = new TestProvider(RESOURCE);

	@AutoClose
	private final TestProvider opaque = new TestProvider(RESOURCE);

	@AutoClose
	private final TestServer server = TestServer.start("mcp.oauth.base-url=https://mcp.example.com",
			"mcp.oauth.upstream.issuer-uri=" + this.main.issuer(),
			"mcp.oauth.issuers.partner.issuer-uri=" + this.partner.issuer(),
			"mcp.oauth.issuers.partner.advertised=true", "mcp.oauth.issuers.kit.issuer-uri=" + this.opaque.issuer(),
			"mcp.oauth.issuers.kit.token-prefix=mat_", "mcp.oauth.issuers.kit.token-verification=introspection",
			"mcp.oauth.issuers.kit.introspection-token=the-token-of-the-server",
			"mcp.oauth.issuers.kit.granted-scopes=mcp:kit",
			"mcp.oauth.issuers.kit.endpoints.introspection=" + this.opaque.issuer() + "/introspect");

	TokenIssuersTests() {
		answerIntrospection("kit-user", RESOURCE);
	}

	@Test
	void callWhenTokenIsOfAnyOfTheIssuersThenAccepted() {
		assertThat(call(this.main.tokens().with((claims) -> claims.subject("a"))).json()).containsEntry("caller", "a");
		assertThat(call(this.partner.tokens().with((claims) -> claims.subject("b"))).json()).containsEntry("caller",
				"b");
		assertThat(call("mat_opaque").json()).containsEntry("caller", "kit-user");
		this.opaque.server()
			.verify(1, postRequestedFor(urlEqualTo("/idp/introspect")).withHeader("Authorization",
					equalTo("Bearer the-token-of-the-server")));
	}

	/** An issuer speaks for itself only. */
	@Test
	void callWhenTokenNamesAnotherIssuerThanItsKeyThen401() {
		assertRefused(call(this.main.tokens().with((claims) -> claims.issuer(this.partner.issuer()))));
		assertRefused(call(this.partner.tokens().with((claims) -> claims.issuer(this.main.issuer()))));
		assertRefused(call(this.partner.tokens().with((claims) -> claims.issuer("https://evil.example"))));
		assertRefused(call(this.partner.tokens().with((claims) -> claims.issuer(null))));
	}

	@Test
	void callWhenTokenOfAnyIssuerIsForAnotherResourceThen401() {
		assertRefused(call(this.partner.tokens().with((claims) -> claims.audience("https://other.example"))));
		answerIntrospection("kit-user", "https://other.example");
		assertRefused(call("mat_opaque"));
	}

	/** A prefix counts for more than that a token is opaque. */
	@Test
	void callWhenOnlyOneIssuersTokensHaveAPrefixThenAllOthersAreTheOthers() {
		this.partner.server()
			.stubFor(get(urlEqualTo("/idp/userinfo")).willReturn(okJson("{\"sub\":\"partner-user\"}")));
		try (TestServer both = TestServer.start("mcp.oauth.base-url=https://mcp.example.com",
				"mcp.oauth.upstream.issuer-uri=" + this.main.issuer(),
				"mcp.oauth.issuers.partner.issuer-uri=" + this.partner.issuer(),
				"mcp.oauth.issuers.partner.token-prefix=", "mcp.oauth.issuers.partner.token-verification=userinfo",
				"mcp.oauth.issuers.partner.accept-tokens-for-other-resources=true",
				"mcp.oauth.issuers.partner.endpoints.userinfo=" + this.partner.issuer() + "/userinfo",
				"mcp.oauth.issuers.kit.issuer-uri=" + this.opaque.issuer(), "mcp.oauth.issuers.kit.token-prefix=mat_",
				"mcp.oauth.issuers.kit.token-verification=introspection", "mcp.oauth.issuers.kit.introspection-token=t",
				"mcp.oauth.issuers.kit.endpoints.introspection=" + this.opaque.issuer() + "/introspect")) {
			assertThat(call(both, "mat_opaque").json()).containsEntry("caller", "kit-user");
			assertThat(call(both, "opaque").json()).containsEntry("caller", "partner-user");
			assertThat(call(both, this.main.tokens().valid()).json()).containsEntry("caller", "alice");
			assertThat(this.opaque.posted("introspect")).hasSize(1);
			this.partner.server().verify(1, getRequestedFor(urlEqualTo("/idp/userinfo")));
		}
	}

	@Test
	void callWhenFormIsUnknownThen401AndNobodyIsAsked() {
		for (String token : List.of("opaque", "MAT_opaque", "x.mat_y", "a.b.c", "a.b", "bnVsbA.e30.AAAA",
				"eyJhbGciOiJSUzI1NiJ9.bnVsbA.AAAA", "eyJhbGciOiJub25lIn0.e30.",
				new PlainJWT(new JWTClaimsSet.Builder().issuer(this.partner.issuer()).build()).serialize())) {
			assertRefused(call(token));
		}
		assertThat(this.opaque.posted("introspect")).isEmpty();
	}

	@Test
	void callWhenOneIssuerIsDownThenOnlyItsTokensAreAffected() {
		this.opaque.server().stubFor(post(urlEqualTo("/idp/introspect")).willReturn(aResponse().withStatus(500)));
		this.partner.close();
		assertThat(call("mat_opaque").status()).isEqualTo(503);
		assertThat(call(this.partner.tokens().valid()).status()).isEqualTo(503);
		assertThat(call(this.main.tokens().valid()).status()).isEqualTo(200);
	}

	@Test
	void metadataWhenIssuerIsAdvertisedThenNamedAfterTheMain() {
		assertThat(new Http().get(this.server.url("/.well-known/oauth-protected-resource/mcp")).json())
			.containsEntry("authorization_servers", List.of(this.main.issuer(), this.partner.issuer()));
	}

	@Test
	void callWhenTheServerIssuesTokensItselfThenOthersAreAcceptedAsWell() {
		try (TestServer own = TestServer.start("mcp.oauth.resource.scopes=mcp:connect",
				"mcp.oauth.issuers.partner.issuer-uri=" + this.partner.issuer(),
				"mcp.oauth.issuers.partner.audiences=" + RESOURCE)) {
			assertThat(call(own, OAuthFlow.register(own).tokens().get("access_token")).json()).containsEntry("caller",
					"alice");
			assertThat(call(own, this.partner.tokens().valid()).status()).isEqualTo(200);
			assertRefused(call(own, this.main.tokens().valid()));
		}
	}

	@Test
	void callWhenApplicationHasItsOwnKindThenItsVerifierDecides() {
		try (TestServer own = TestServer.start(new Class<?>[] { TestApplication.class, OwnKind.class },
				"mcp.oauth.base-url=https://mcp.example.com", "mcp.oauth.upstream.issuer-uri=" + this.main.issuer())) {
			assertThat(call(own, "own_token").json()).containsEntry("caller", "own-user");
			assertRefused(call(own, "own_refused"));
			assertThat(call(own, "own_broken").status()).isEqualTo(503);
			assertThat(call(own, this.main.tokens().valid()).status()).isEqualTo(200);
		}
	}

	/** What was verified with a key is not good for longer than the key. */
	@Tag("H6")
	@Test
	void callWhenOneOfTheIssuersWithdrawsItsKeyThenRememberedTokensAreRefusedAsWell() {
		assertKeyCanBeWithdrawn(this.server, this.partner);
		assertKeyCanBeWithdrawn(this.server, this.main);
	}

	@Tag("H6")
	@Test
	void callWhenTheServerIssuesTokensItselfThenOthersCanWithdrawTheirKeysAsWell() {
		try (TestServer own = TestServer.start("mcp.oauth.issuers.partner.issuer-uri=" + this.partner.issuer(),
				"mcp.oauth.issuers.partner.audiences=" + RESOURCE)) {
			assertKeyCanBeWithdrawn(own, this.partner);
		}
	}

	private static void assertKeyCanBeWithdrawn(TestServer instance, TestProvider issuer) {
		String token = issuer.tokens().valid();
		assertThat(call(instance, token).status()).isEqualTo(200);
		TestTokens rotated = new TestTokens(issuer.issuer(), RESOURCE, TestTokens.key("key-2", 2048));
		issuer.publish(rotated.key());
		assertThat(call(instance, rotated.valid()).status()).isEqualTo(200);
		assertRefused(call(instance, token));
	}

	@Test
	void startWhenNobodyCanTellOpaqueTokensApartThenRefused() {
		String[] issuers = Stream.of("one", "two")
			.flatMap((name) -> Stream.of("issuer-uri=https://" + name + ".example", "client-id=a", "client-secret=b")
				.map((property) -> "mcp.oauth.issuers." + name + "." + property))
			.toArray(String[]::new);
		new WebApplicationContextRunner().withUserConfiguration(TestApplication.class)
			.withPropertyValues(issuers)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.issuers.two.token-prefix"));
		new WebApplicationContextRunner().withUserConfiguration(TestApplication.class)
			.withPropertyValues(Arrays.copyOf(issuers, 3))
			.run((context) -> assertThat(context).hasNotFailed());
		new WebApplicationContextRunner().withUserConfiguration(TestApplication.class)
			.withPropertyValues(issuers)
			.withPropertyValues("mcp.oauth.issuers.two.token-verification=jwt")
			.run((context) -> assertThat(context).hasNotFailed());
		new WebApplicationContextRunner().withUserConfiguration(TestApplication.class)
			.withPropertyValues(Arrays.copyOf(issuers, 3))
			.withPropertyValues("mcp.oauth.mode=resource-server", "mcp.oauth.base-url=https://mcp.example.com",
					"mcp.oauth.upstream.issuer-uri=https://own.example", "mcp.oauth.upstream.client-id=a",
					"mcp.oauth.upstream.client-secret=b")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.issuers.one.token-prefix"));
	}

	@Test
	void startWhenAnIssuerIsThereTwiceThenTheSecondIsNamed() {
		WebApplicationContextRunner server = new WebApplicationContextRunner()
			.withUserConfiguration(TestApplication.class)
			.withPropertyValues("mcp.oauth.issuers.one.issuer-uri=https://one.example");
		server.withPropertyValues("mcp.oauth.issuers.two.issuer-uri=https://one.example")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.issuers.two.issuer-uri has the value 'https://one.example'"));
		server
			.withPropertyValues("mcp.oauth.base-url=https://mcp.example.com",
					"mcp.oauth.upstream.issuer-uri=https://one.example")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.issuers.one.issuer-uri has the value 'https://one.example'"));
		server
			.withPropertyValues("mcp.oauth.base-url=https://one.example", "spring.security.user.password=p",
					SigningKeyMaterial.CONFIGURED)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.issuers.one.issuer-uri has the value 'https://one.example'"));
	}

	/** Nothing is unclear where a prefix or a resource tells them apart. */
	@Test
	void startWhenAnIssuerIsThereTwiceForTwoUsesThenAccepted() {
		WebApplicationContextRunner server = new WebApplicationContextRunner()
			.withUserConfiguration(TestApplication.class)
			.withPropertyValues("mcp.oauth.issuers.one.issuer-uri=https://one.example",
					"mcp.oauth.issuers.two.issuer-uri=https://one.example");
		server
			.withPropertyValues("mcp.oauth.issuers.two.token-prefix=mat_",
					"mcp.oauth.issuers.two.introspection-token=a-token",
					"mcp.oauth.issuers.two.token-verification=introspection")
			.run((context) -> assertThat(context).hasNotFailed());
		server
			.withPropertyValues("mcp.oauth.resources.a.path=/a", "mcp.oauth.resources.a.issuers=one",
					"mcp.oauth.resources.b.path=/b", "mcp.oauth.resources.b.issuers=two")
			.run((context) -> assertThat(context).hasNotFailed());
		server
			.withPropertyValues("mcp.oauth.base-url=https://mcp.example.com",
					"mcp.oauth.upstream.issuer-uri=https://one.example", "mcp.oauth.resources.a.path=/a",
					"mcp.oauth.resources.a.issuers=one", "mcp.oauth.resources.b.path=/b",
					"mcp.oauth.resources.b.issuers=two")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenIssuerIsWrongThenItsPropertyIsNamed() {
		new WebApplicationContextRunner().withUserConfiguration(TestApplication.class)
			.withPropertyValues("mcp.oauth.issuers.one.issuer-uri=one.example")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.issuers.one.issuer-uri"));
		new WebApplicationContextRunner().withUserConfiguration(TestApplication.class)
			.withPropertyValues("mcp.oauth.issuers.one.issuer-uri=https://one.example",
					"mcp.oauth.issuers.one.token-verification=userinfo")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.issuers.one.token-verification"));
		new WebApplicationContextRunner().withUserConfiguration(TestApplication.class)
			.withPropertyValues("mcp.oauth.issuers.one.issuer-uri=https://one.example",
					"mcp.oauth.issuers.one.token-verification=introspection",
					"mcp.oauth.issuers.one.introspection-token=")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.issuers.one.token-verification"));
	}

	private void answerIntrospection(String subject, String audience) {
		this.opaque.server()
			.stubFor(post(urlEqualTo("/idp/introspect"))
				.willReturn(okJson(new JsonMapper().writeValueAsString(Map.of("active", true, "sub", subject, "aud",
						audience, "exp", Instant.now().plusSeconds(300).getEpochSecond())))));
	}

	private Reply call(String token) {
		return call(this.server, token);
	}

	private static Reply call(TestServer instance, Object token) {
		return FacadeFlow.callMcp(instance, token);
	}

	private static void assertRefused(Reply reply) {
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.headerValues("WWW-Authenticate")).hasSize(1)
			.first()
			.asString()
			.contains("invalid_token", "resource_metadata");
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnKind {

		@Bean
		AccessTokenRoute ownKind() {
			return AccessTokenRoute.ofPrefix("own_", (token) -> {
				if (token.getToken().equals("own_refused")) {
					throw new BadCredentialsException("Not one of ours");
				}
				if (token.getToken().equals("own_broken")) {
					throw new InternalAuthenticationServiceException("The database is down");
				}
				TestingAuthenticationToken caller = new TestingAuthenticationToken("own-user", null, "SCOPE_a");
				caller.setAuthenticated(true);
				return caller;
			});
		}

	}

}
