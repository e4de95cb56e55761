package io.github.mcpoauth.resource;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What an application gets to know of who calls it, whatever the caller showed.
 */
class CallerTests {

	private static final String RESOURCE = "https://mcp.example.com/mcp";

	private static final String KEY = "wcd_3f9c1f0e7a6b5d4c3b2a190807060504";

	@AutoClose
	private final TestProvider provider = new TestProvider(RESOURCE);

	private TestServer server;

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.close();
		}
	}

	/**
	 * RFC 9068 section 5: the sessions of a client are not those of a user of its name.
	 */
	@ParameterizedTest
	@CsvSource({ "client_id,report,true", "client_id,other,false", "idtyp,app,true", "gty,client-credentials,true" })
	void callerWhenTokenIsAClientsThenAnotherOneThanAUserOfThatName(String claim, String value, boolean client) {
		Jwt.Builder token = Jwt.withTokenValue("token").header("alg", "none").subject("report");
		JwtAuthenticationToken user = new JwtAuthenticationToken(token.build(), List.of());
		JwtAuthenticationToken caller = new JwtAuthenticationToken(token.claim(claim, value).build(), List.of());
		assertThat(Caller.of(caller).isClient()).isEqualTo(client);
		assertThat(CallerIdentity.of(caller).equals(CallerIdentity.of(user))).isEqualTo(!client);
	}

	@Test
	void callWhenTokenIsJwtThenItsClaims() {
		startWithProvider();
		Map<String, Object> caller = call(this.provider.tokens()
			.with((claims) -> claims.claim("scope", "weather:read mcp:connect")
				.claim("client_id", "the-client")
				.claim("azp", "another-party")
				.claim("email", "alice@example.com")
				.claim("email_verified", true)
				.claim("name", "Alice Liddell")
				.claim("preferred_username", "alice.liddell")
				.claim("department", "tea")));
		assertThat(caller).containsEntry("subject", "alice")
			.containsEntry("issuer", this.provider.issuer())
			.containsEntry("email", "alice@example.com")
			.containsEntry("emailVerified", true)
			.containsEntry("name", "Alice Liddell")
			.containsEntry("client", "the-client")
			.containsEntry("scopes", List.of("mcp:connect", "weather:read"))
			.containsEntry("tokenKind", "JWT")
			.containsEntry("department", "tea");
	}

	@Test
	void callWhenTokenSaysLittleThenNothingIsMadeUp() {
		startWithProvider();
		assertThat(call(this.provider.tokens().valid())).containsEntry("subject", "alice")
			.containsEntry("email", null)
			.containsEntry("emailVerified", false)
			.containsEntry("name", null)
			.containsEntry("client", null);
	}

	@Test
	void callWhenClaimsAreOfOtherTypesThenMissing() {
		startWithProvider();
		assertThat(call(this.provider.tokens()
			.with((claims) -> claims.claim("email", List.of("alice@example.com"))
				.claim("email_verified", true)
				.claim("name", Map.of("first", "Alice"))
				.claim("preferred_username", " ")
				.claim("client_id", 7))))
			.containsEntry("email", null)
			.containsEntry("emailVerified", false)
			.containsEntry("name", null)
			.containsEntry("client", null);
	}

	@ParameterizedTest
	@CsvSource({ "client_id", "azp", "appid", "cid" })
	void callWhenIssuerNamesTheClientInItsWayThenTheClient(String claim) {
		startWithProvider();
		assertThat(call(this.provider.tokens().with((claims) -> claims.claim(claim, "the-client"))))
			.containsEntry("client", "the-client");
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "false, false", "yes, false" })
	void callWhenVerifiedIsTextThenRead(String verified, boolean expected) {
		startWithProvider();
		assertThat(call(this.provider.tokens()
			.with((claims) -> claims.claim("email", "alice@example.com").claim("email_verified", verified))))
			.containsEntry("emailVerified", expected);
	}

	@Test
	void callWhenThereIsNoFullNameThenTheUserName() {
		startWithProvider();
		assertThat(call(this.provider.tokens().with((claims) -> claims.claim("preferred_username", "alice.liddell"))))
			.containsEntry("name", "alice.liddell");
	}

	@Test
	void callWhenTokenIsOpaqueThenWhatTheIssuerSays() {
		startWithProvider();
		this.provider.announce("introspection_endpoint", this.provider.issuer() + "/introspect");
		this.provider.server()
			.stubFor(post(urlEqualTo("/idp/introspect")).willReturn(okJson(new JsonMapper()
				.writeValueAsString(Map.of("active", true, "sub", "alice", "aud", RESOURCE, "scope", "mcp:connect",
						"client_id", "the-client", "email", "alice@example.com", "department", "tea")))));
		assertThat(call("mat_an-opaque-token")).containsEntry("subject", "alice")
			.containsEntry("issuer", this.provider.issuer())
			.containsEntry("email", "alice@example.com")
			.containsEntry("client", "the-client")
			.containsEntry("scopes", List.of("mcp:connect"))
			.containsEntry("tokenKind", "OPAQUE")
			.containsEntry("department", "tea");
	}

	@Test
	void callWhenTokenIsThisServersOwnThenItsUserAndClient() {
		start("mcp.oauth.resource.scopes=mcp:connect");
		OAuthFlow flow = OAuthFlow.register(this.server);
		Map<String, Object> caller = call(flow.tokens().get("access_token"));
		assertThat(caller).containsEntry("subject", "alice").containsEntry("tokenKind", "JWT");
		assertThat(caller.get("client")).asString().isNotEmpty();
	}

	@Test
	void callWithApiKeyThenItsHolder() {
		startWithProvider();
		assertThat(call(KEY)).containsEntry("subject", "nightly-report")
			.containsEntry("issuer", null)
			.containsEntry("name", "nightly-report")
			.containsEntry("client", null)
			.containsEntry("scopes", List.of("mcp:connect"))
			.containsEntry("tokenKind", "API_KEY");
	}

	@Test
	void callWhenApplicationVerifiesTokenThenItsName() {
		startWithProvider();
		assertThat(call("ticket_7")).containsEntry("subject", "ticket 7")
			.containsEntry("issuer", null)
			.containsEntry("scopes", List.of("mcp:connect"))
			.containsEntry("tokenKind", "OTHER");
	}

	@Test
	void callWhenEndpointIsOpenThenNobodyInParticular() {
		start("mcp.oauth.resource.access=open");
		assertThat(new Http().postJson(this.server.url("/mcp/caller"), "{}").json()).containsEntry("subject", "")
			.containsEntry("issuer", null)
			.containsEntry("scopes", List.of())
			.containsEntry("tokenKind", "NONE");
	}

	@Test
	void ofWhenNotAuthenticatedThenNobody() {
		TestingAuthenticationToken claimed = new TestingAuthenticationToken("alice", "password");
		assertThat(Caller.of(claimed).tokenKind()).isEqualTo(Caller.TokenKind.NONE);
		assertThat(Caller.of(claimed).subject()).isEmpty();
	}

	@Test
	void ofWhenTokenIsJwtThenItsClaimsAndNothingCanBeAdded() {
		Caller caller = Caller.of(new JwtAuthenticationToken(
				Jwt.withTokenValue("t").header("alg", "RS256").subject("alice").claim("name", "Alice Liddell").build(),
				AuthorityUtils.createAuthorityList("SCOPE_mcp:connect")));
		assertThat(caller.name()).isEqualTo("Alice Liddell");
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> caller.scopes().add("mcp:admin"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> caller.claims().put("email_verified", true));
	}

	@Test
	void currentWhenThreadWorksForNoRequestThenAnError() {
		SecurityContextHolder.clearContext();
		assertThatIllegalStateException().isThrownBy(Caller::current);
	}

	/** What a log shows of a caller is no claim, such as an address. */
	@Test
	void textShowsNoClaims() {
		startWithProvider();
		assertThat(
				call(this.provider.tokens().with((claims) -> claims.claim("email", "alice@example.com"))).get("text"))
			.asString()
			.contains("alice", this.provider.issuer())
			.doesNotContain("@");
	}

	private void startWithProvider() {
		start("mcp.oauth.base-url=https://mcp.example.com", "mcp.oauth.resource.scopes=mcp:connect",
				"mcp.oauth.upstream.issuer-uri=" + this.provider.issuer(), "mcp.oauth.upstream.client-id=the-server",
				"mcp.oauth.upstream.client-secret=a-secret-of-the-server",
				"mcp.oauth.api-keys.nightly-report.sha256=" + HexFormat.of().formatHex(Sha256.of(KEY)),
				"mcp.oauth.api-keys.nightly-report.scopes=mcp:connect", "mcp.oauth.tokens.api-key-prefix=wcd_");
	}

	private void start(String... properties) {
		this.server = TestServer.start(new Class<?>[] { TestApplication.class, Introduction.class }, properties);
	}

	private Map<String, Object> call(Object token) {
		Reply reply = new Http().postJson(this.server.url("/mcp/caller"), "{}", "Authorization", "Bearer " + token);
		assertThat(reply.status()).isEqualTo(200);
		return reply.json();
	}

	@Configuration(proxyBeanMethods = false)
	@Import(IntroductionEndpoint.class)
	static class Introduction {

		@Bean
		AccessTokenRoute tickets() {
			return AccessTokenRoute.ofPrefix("ticket_",
					(token) -> new TestingAuthenticationToken(
							"ticket " + token.getToken().substring("ticket_".length()), null, "SCOPE_mcp:connect",
							"ROLE_X"));
		}

	}

	@RestController
	static class IntroductionEndpoint {

		@PostMapping("/mcp/caller")
		Map<String, Object> introduce() {
			Caller caller = Caller.current();
			Map<String, Object> introduction = new LinkedHashMap<>();
			introduction.put("subject", caller.subject());
			introduction.put("issuer", caller.issuer());
			introduction.put("email", caller.email());
			introduction.put("emailVerified", caller.isEmailVerified());
			introduction.put("name", caller.name());
			introduction.put("client", caller.client());
			introduction.put("scopes", new ArrayList<>(caller.scopes()));
			introduction.put("tokenKind", caller.tokenKind());
			introduction.put("department", caller.claims().get("department"));
			introduction.put("text", caller.toString());
			return introduction;
		}

	}

}
