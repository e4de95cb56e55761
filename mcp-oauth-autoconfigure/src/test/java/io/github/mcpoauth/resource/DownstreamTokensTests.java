package io.github.mcpoauth.resource;

import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.upstream.UpstreamRefusedException;
import io.github.mcpoauth.upstream.UpstreamUnavailableException;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tokens for services behind the application, in the caller's name (RFC 8693).
 */
@ExtendWith(OutputCaptureExtension.class)
class DownstreamTokensTests {

	private static final String RESOURCE = "https://mcp.example.com/mcp";

	private static final String KEY = "wcd_3f9c1f0e7a6b5d4c3b2a190807060504";

	@AutoClose
	private final TestProvider provider = new TestProvider(RESOURCE);

	private final String token = this.provider.tokens().valid();

	private TestServer server;

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.close();
		}
	}

	/** RFC 8693 section 2.1. */
	@Checklist("A12")
	@Test
	void tokenWhenAskedForThenExchangedAsTheRegisteredClient() {
		start();
		answer(300);
		assertThat(call(this.token, "orders", "")).isEqualTo("a token for orders");
		assertThat(call(this.token, "orders", "orders:read")).isEqualTo("a token for orders");
		this.provider.server()
			.verify(1,
					postRequestedFor(urlEqualTo("/idp/token"))
						.withHeader("Authorization", equalTo("Basic dGhlLXNlcnZlcjphLXNlY3JldC1vZi10aGUtc2VydmVy"))
						.withFormParam("grant_type", equalTo("urn:ietf:params:oauth:grant-type:token-exchange"))
						.withFormParam("subject_token", equalTo(this.token))
						.withFormParam("subject_token_type", equalTo("urn:ietf:params:oauth:token-type:access_token"))
						.withFormParam("requested_token_type", equalTo("urn:ietf:params:oauth:token-type:access_token"))
						.withFormParam("audience", equalTo("orders"))
						.withFormParam("scope", equalTo("orders:read")));
		assertThat(this.provider.posted("token").get(0)).doesNotContain("scope=", "resource=");
	}

	@Test
	void tokenWhenKnownThenNotAskedForAgain() {
		start();
		answer(300);
		call(this.token, "orders", "");
		call(this.token, "orders", "");
		assertThat(this.provider.posted("token")).hasSize(1);
		call(this.token, "invoices", "");
		call(this.token, "orders", "orders:read");
		call(this.provider.tokens().with((claims) -> claims.subject("bob")), "orders", "");
		assertThat(this.provider.posted("token")).hasSize(4);
	}

	@ParameterizedTest
	@CsvSource({ "9, 2", "30, 1", ", 2" })
	void tokenWhenItExpiresSoonOrNobodySaysWhenThenAskedForAgain(Integer expiresIn, int exchanges) {
		start();
		answer(expiresIn);
		call(this.token, "orders", "");
		call(this.token, "orders", "");
		assertThat(this.provider.posted("token")).hasSize(exchanges);
	}

	@Test
	void tokenWhenProviderRefusesThenItsReasonWithoutTheToken() {
		start();
		refuse("invalid_target", "No service orders for " + this.token);
		assertThat(call(this.token, "orders", "")).startsWith(UpstreamRefusedException.class.getName())
			.contains("invalid_target: No service orders for")
			.doesNotContain(this.token.substring(0, 20));
		answer(300);
		assertThat(call(this.token, "orders", "")).isEqualTo("a token for orders");
	}

	@Test
	void tokenWhenProviderKnowsNoExchangeThenSaysSo() {
		start();
		refuse("unsupported_grant_type", "No exchange");
		assertThat(call(this.token, "orders", "")).contains("unsupported_grant_type: No exchange");
	}

	@Test
	void tokenWhenClientMayNotExchangeThenTheOperatorIsTold(CapturedOutput output) {
		start();
		refuse("unauthorized_client", "Not allowed");
		assertThat(call(this.token, "orders", "")).startsWith(UpstreamUnavailableException.class.getName())
			.contains("the-server", "unauthorized_client: Not allowed");
		assertThat(output).doesNotContain(this.token);
	}

	@Test
	void tokenWhenCallerHasApiKeyThenNothingToExchange() {
		start();
		assertThat(call(KEY, "orders", "")).contains("no access token", "API_KEY");
		assertThat(this.provider.posted("token")).isEmpty();
	}

	/** A token of one issuer is not shown to another. */
	@ParameterizedTest
	@CsvSource({ "https://partner.example", "," })
	void tokenWhenTokenIsNotKnownToBeTheProvidersThenNotSentThere(String issuer) {
		start();
		assertThatIllegalStateException()
			.isThrownBy(() -> this.server.bean(DownstreamTokens.class).tokenFor(caller(issuer), "orders", Set.of()))
			.withMessageContaining("another issuer's");
		assertThat(this.provider.posted("token")).isEmpty();
	}

	@Test
	void tokenWhenScopesAreInAnotherOrderThenNotAskedForAgain() {
		start();
		answer(300);
		DownstreamTokens tokens = this.server.bean(DownstreamTokens.class);
		tokens.tokenFor(caller(this.provider.issuer()), "orders", new LinkedHashSet<>(List.of("a", "b")));
		tokens.tokenFor(caller(this.provider.issuer()), "orders", new LinkedHashSet<>(List.of("b", "a")));
		this.provider.server()
			.verify(1, postRequestedFor(urlEqualTo("/idp/token")).withFormParam("scope", equalTo("a b")));
		assertThat(this.provider.posted("token")).hasSize(1);
	}

	@Test
	void tokenWhenThreadWorksForNoRequestThenAnError() {
		start();
		assertThatIllegalStateException().isThrownBy(() -> this.server.bean(DownstreamTokens.class).tokenFor("orders"))
			.withMessageContaining("does not work for a request");
	}

	@Test
	void startWhenServerIsNoClientOfTheProviderThenNamesTheProperty(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("mcp.oauth.mode=resource-server", "mcp.oauth.upstream.client-id=",
				"mcp.oauth.upstream.client-secret="));
		assertThat(output).contains("APPLICATION FAILED TO START", "mcp.oauth.upstream.client-id");
	}

	private void start(String... more) {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("mcp.oauth.base-url", "https://mcp.example.com");
		properties.put("mcp.oauth.upstream.issuer-uri", this.provider.issuer());
		properties.put("mcp.oauth.upstream.client-id", "the-server");
		properties.put("mcp.oauth.upstream.client-secret", "a-secret-of-the-server");
		properties.put("mcp.oauth.api-keys.script.sha256", HexFormat.of().formatHex(Sha256.of(KEY)));
		for (String property : more) {
			String[] parts = property.split("=", 2);
			properties.put(parts[0], parts[1]);
		}
		this.server = TestServer.start(new Class<?>[] { TestApplication.class, ExchangeEndpoint.class },
				properties.entrySet()
					.stream()
					.map((property) -> property.getKey() + "=" + property.getValue())
					.toArray(String[]::new));
	}

	private static JwtAuthenticationToken caller(String issuer) {
		Jwt shown = Jwt.withTokenValue("shown")
			.header("alg", "RS256")
			.claims((claims) -> claims.put("iss", issuer))
			.subject("alice")
			.expiresAt(Instant.now().plusSeconds(60))
			.build();
		return new JwtAuthenticationToken(shown, AuthorityUtils.NO_AUTHORITIES);
	}

	private void answer(Integer expiresIn) {
		Map<String, Object> members = new LinkedHashMap<>(Map.of("access_token", "a token for orders", "token_type",
				"Bearer", "issued_token_type", "urn:ietf:params:oauth:token-type:access_token"));
		if (expiresIn != null) {
			members.put("expires_in", expiresIn);
		}
		this.provider.answerToken(members);
	}

	private void refuse(String error, String description) {
		this.provider.server()
			.stubFor(post(urlEqualTo("/idp/token")).willReturn(aResponse().withStatus(400)
				.withBody(new JsonMapper()
					.writeValueAsString(Map.of("error", error, "error_description", description)))));
	}

	private String call(String token, String audience, String scope) {
		return new Http()
			.get(this.server.url("/mcp/exchange?audience=" + audience + "&scope=" + scope), "Authorization",
					"Bearer " + token)
			.body();
	}

	@RestController
	static class ExchangeEndpoint {

		private final DownstreamTokens tokens;

		ExchangeEndpoint(DownstreamTokens tokens) {
			this.tokens = tokens;
		}

		@GetMapping("/mcp/exchange")
		String exchange(@RequestParam String audience, @RequestParam String scope) {
			try {
				return scope.isEmpty() ? this.tokens.tokenFor(audience) : this.tokens.tokenFor(audience, scope);
			}
			catch (RuntimeException ex) {
				return ex.getClass().getName() + ": " + ex.getMessage();
			}
		}

	}

}
