package io.github.mcpoauth.attack;

import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.TestTokens;
import io.github.mcpoauth.support.Tripwire;
import io.github.mcpoauth.support.UpstreamLogin;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An identity provider that somebody has got into, or somebody on the way to it (RFC 8414
 * section 6).
 */
class DiscoveryAttackTests {

	private static final String KEYS = "/idp/keys";

	@RegisterExtension
	static final Tripwire tripwire = new Tripwire();

	@AutoClose
	private final FacadeServer facade = FacadeServer.start();

	private final TestProvider provider = this.facade.provider();

	private final TestTokens next = new TestTokens(this.provider.issuer(), FacadeServer.RESOURCE,
			TestTokens.key("key-2", 2048));

	/** What is not used is not even read to its end, and what was known stays. */
	@Tag("H1")
	@Tag("H2")
	@ParameterizedTest
	@ValueSource(strings = { "huge", "redirect", "foreign redirect" })
	void callWhenNewKeysAreHugeOrElsewhereThenTheOldOnesStay(String attack) {
		String good = this.provider.tokens().valid();
		assertThat(call(good).status()).isEqualTo(200);
		JWKSet both = new JWKSet(List.of(this.provider.tokens().key(), this.next.key()));
		this.provider.server().stubFor(get(urlEqualTo("/idp/other")).willReturn(okJson(both.toString())));
		serveKeys(switch (attack) {
			case "huge" -> okJson("{\"padding\":\"" + "x".repeat(10_000_000) + "\"," + both.toString().substring(1));
			case "redirect" -> redirect(this.provider.server().url("/idp/other"));
			default -> redirect(elsewhere("/keys"));
		});
		Reply reply = call(this.next.valid());
		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.header("Retry-After")).isNotNull();
		assertThat(call(good).status()).isEqualTo(200);
		assertThat(call(this.provider.tokens().with((claims) -> claims.subject("bob"))).json()).containsEntry("caller",
				"bob");
		this.provider.server().verify(2, getRequestedFor(urlEqualTo(KEYS)));
		this.provider.server().verify(0, getRequestedFor(urlEqualTo("/idp/other")));
		assertThat(tripwire.connections()).isEmpty();
	}

	@Tag("H1")
	@Tag("H2")
	@Test
	void callWhenMetadataIsElsewhereOrHugeThen503AndNothingOfItIsUsed() {
		String location = "/idp/.well-known/openid-configuration";
		this.provider.server()
			.stubFor(get(urlEqualTo(location)).willReturn(redirect(elsewhere("/.well-known/openid-configuration"))));
		assertThat(call(this.provider.tokens().valid()).status()).isEqualTo(503);
		this.provider.server()
			.stubFor(get(urlEqualTo(location))
				.willReturn(okJson("{\"padding\":\"" + "x".repeat(10_000_000) + "\",\"issuer\":\""
						+ this.provider.issuer() + "\",\"jwks_uri\":\"" + this.provider.issuer() + "/keys\"}")));
		assertThat(call(this.provider.tokens().valid()).status()).isEqualTo(503);
		this.provider.server().verify(0, getRequestedFor(urlEqualTo(KEYS)));
		assertThat(tripwire.connections()).isEmpty();
	}

	/** Codes, tokens and the secret of this server would go there. */
	@Tag("H4")
	@Test
	void loginWhenEndpointsAreElsewhereThenNeitherUsersNorCodesAreSentThere() {
		for (String name : List.of("token_endpoint", "revocation_endpoint", "introspection_endpoint",
				"userinfo_endpoint", "jwks_uri")) {
			this.provider.announce(name, elsewhere("/" + name));
		}
		FacadeFlow flow = FacadeFlow.register(this.facade.server());
		assertUnavailable(flow.approve(this.facade.server(), flow.request()));
		assertThat(call(this.provider.tokens().valid()).status()).isEqualTo(503);
		assertThat(call("an-opaque-token").status()).isIn(401, 503);
		new Http().postForm(this.facade.server().url("/oauth2/revoke"),
				Map.of("client_id", flow.clientId(), "token", "an-opaque-token"));
		assertThat(tripwire.connections()).isEmpty();
	}

	@Tag("H4")
	@Test
	void authorizeWhenTheLoginPageIsElsewhereThenTheBrowserIsNotSentThere() {
		this.provider.announce("authorization_endpoint", elsewhere("/authorize"));
		FacadeFlow flow = FacadeFlow.register(this.facade.server());
		assertUnavailable(flow.approve(this.facade.server(), flow.request()));
	}

	@Tag("H4")
	@Test
	void loginWhenTheEmbeddedServersProviderHasItsEndpointsElsewhereThenRefused() {
		try (TestProvider other = new TestProvider(UpstreamLogin.CLIENT_ID);
				TestServer server = TestServer.start(UpstreamLogin.properties(other))) {
			other.announce("token_endpoint", elsewhere("/token"));
			other.announce("jwks_uri", elsewhere("/keys"));
			UpstreamLogin login = UpstreamLogin.at(server, other);
			Reply toProvider = login.ask();
			if (toProvider.location() != null && toProvider.location().startsWith(other.issuer())) {
				login.callback(login.answer(toProvider, (claims) -> {
				}));
			}
			assertThat(login.isLoggedIn()).isFalse();
			assertThat(tripwire.connections()).isEmpty();
		}
	}

	/** The key is found by its id, so nobody is asked for it again. */
	@Tag("H5")
	@Test
	void callWhenKeyOfTheSameIdIsAnotherThenRefusedWithoutAFetchForEachToken() {
		String good = this.provider.tokens().valid();
		assertThat(call(good).status()).isEqualTo(200);
		RSAKey sameId = TestTokens.key("key-1", 2048);
		serveKeys(okJson(new JWKSet(sameId).toString()));
		TestTokens tokens = new TestTokens(this.provider.issuer(), FacadeServer.RESOURCE, sameId);
		for (int i = 0; i < 20; i++) {
			InvalidTokens.assertRefused(call(tokens.valid()), "another key");
		}
		assertThat(this.provider.server().findAll(getRequestedFor(urlEqualTo(KEYS)))).hasSizeLessThanOrEqualTo(2);
	}

	/** Also a token that was seen before: nobody knows who has the key now. */
	@Tag("H6")
	@Test
	void callWhenKeyWasRemovedThenItsTokensAreRefusedAsSoonAsThatIsKnown() {
		String known = this.provider.tokens().valid();
		assertThat(call(known).status()).isEqualTo(200);
		serveKeys(okJson(new JWKSet(this.next.key()).toString()));
		assertThat(call(this.next.valid()).status()).isEqualTo(200);
		InvalidTokens.assertRefused(call(known), "seen before");
		InvalidTokens.assertRefused(call(this.provider.tokens().with((claims) -> claims.subject("bob"))), "new");
		assertThat(new Http().get(this.facade.server().url("/oauth2/jwks")).body()).contains("key-2")
			.doesNotContain("key-1");
	}

	/** On a host that is not the issuer's. */
	private static String elsewhere(String path) {
		return "http://127.0.0.1:" + tripwire.port() + path;
	}

	private static ResponseDefinitionBuilder redirect(String location) {
		return aResponse().withStatus(302).withHeader("Location", location);
	}

	private void serveKeys(ResponseDefinitionBuilder answer) {
		this.provider.server().stubFor(get(urlEqualTo(KEYS)).willReturn(answer));
	}

	private Reply call(String token) {
		return FacadeFlow.callMcp(this.facade.server(), token);
	}

	private static void assertUnavailable(Reply toClient) {
		assertThat(toClient.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
		assertThat(toClient.redirectParameters()).containsEntry("error", "temporarily_unavailable")
			.containsEntry("iss", FacadeServer.BASE_URL)
			.doesNotContainKey("code");
	}

}
