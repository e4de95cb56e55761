package io.github.mcpoauth.upstream;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.Http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A provider with the manners of Microsoft Entra ID: {@code resource} is an error, a
 * scope without the prefix of an API is an error, the metadata mentions neither PKCE nor
 * revocation, and the issuer is a template (complaints 1, 7, 8 and 16).
 */
class EntraTests {

	private static final String PREFIXED = "(openid |profile |offline_access |email )*api://mcp-facade/\\S+.*";

	private final TestUpstream upstream = new TestUpstream("/organizations/v2.0").provider(UpstreamProvider.ENTRA);

	@BeforeEach
	void serve() {
		Map<String, Object> document = this.upstream.document();
		document.put("issuer", this.upstream.server().url("/{tenantid}/v2.0"));
		document.remove("code_challenge_methods_supported");
		document.remove("revocation_endpoint");
		document.put("token_endpoint_auth_methods_supported", List.of("client_secret_post", "private_key_jwt"));
		this.upstream.serve(document);
		stub(get(urlPathEqualTo("/authorize")).atPriority(5)
			.withQueryParam("scope", matching(PREFIXED))
			.withQueryParam("code_challenge_method", WireMock.equalTo("S256"))
			.willReturn(aResponse().withStatus(302)
				.withHeader("Location", "https://mcp.example.com/oauth2/callback?code=c&state=s")));
		stub(get(urlPathEqualTo("/authorize")).atPriority(1)
			.withQueryParam("resource", matching(".*"))
			.willReturn(aResponse().withStatus(400).withBody("AADSTS9010010")));
		stub(post(urlPathEqualTo("/token")).atPriority(9)
			.willReturn(okJson("{\"access_token\":\"t\",\"refresh_token\":\"r\",\"ext_expires_in\":3599,"
					+ "\"token_type\":\"Bearer\",\"scope\":\"api://mcp-facade/mcp:read\",\"expires_in\":3599}")));
		stub(post(urlPathEqualTo("/token")).atPriority(1)
			.withFormParam("resource", matching(".*"))
			.willReturn(error("invalid_target", "AADSTS9010010: The resource parameter provided in the request "
					+ "doesn't match with the requested scopes.")));
		stub(post(urlPathEqualTo("/token")).atPriority(5)
			.withFormParam("scope", WireMock.and(matching(".*"), WireMock.notMatching(PREFIXED)))
			.willReturn(error("invalid_scope",
					"AADSTS70011: The provided value for the input parameter 'scope' is " + "not valid.")));
	}

	@AfterEach
	void stop() {
		this.upstream.close();
	}

	@Checklist("C11")
	@Test
	void loginWhenSpokenToLikeEntraThenTokensInTheWordsOfTheClient() {
		UpstreamClient client = this.upstream.client("secret");
		Set<String> requested = Set.of("mcp:read");
		URI request = client.authorizationRequest("https://mcp.example.com/oauth2/callback", "s", "challenge",
				requested, TestUpstream.RESOURCE);
		assertThat(new Http().get(request.toString()).status()).isEqualTo(302);
		assertThat(client.isIssuer(null)).isTrue();
		UpstreamTokens tokens = client.redeem("c", "verifier", "https://mcp.example.com/oauth2/callback",
				TestUpstream.RESOURCE);
		assertThat(client.clientScopes(tokens.scope(), requested)).containsExactly("mcp:read");
		UpstreamTokens refreshed = client.refresh("r", requested, TestUpstream.RESOURCE);
		assertThat(client.clientScopes(refreshed.scope(), requested)).containsExactly("mcp:read");
		client.revoke("r", "refresh_token");
	}

	@Test
	void loginWhenTakenForAnyOtherProviderThenRefusedForTheReasonThatEntraGives() {
		this.upstream.quirks(ProviderDefaults.of(UpstreamProvider.GENERIC, this.upstream.issuer(), null));
		UpstreamClient client = this.upstream.client("secret");
		URI request = client.authorizationRequest("https://mcp.example.com/oauth2/callback", "s", "challenge",
				Set.of("mcp:read"), TestUpstream.RESOURCE);
		assertThat(new Http().get(request.toString()).body()).contains("AADSTS9010010");
		assertThatExceptionOfType(UpstreamRefusedException.class)
			.isThrownBy(() -> client.refresh("r", Set.of("mcp:read"), TestUpstream.RESOURCE))
			.satisfies((ex) -> assertThat(ex.error().code()).isEqualTo("invalid_target"))
			.withMessageContaining("AADSTS9010010");
	}

	/** Without a scope of the API the token would be one for Microsoft Graph. */
	@Test
	void refreshWhenNoScopeIsOfTheApiThenItsDefaultOneIsAskedFor() {
		this.upstream.client("secret").refresh("r", Set.of("profile"), TestUpstream.RESOURCE);
		LoggedRequest request = this.upstream.server().findAll(postRequestedFor(urlPathEqualTo("/token"))).get(0);
		assertThat(TestUpstream.form(request).get("scope")).contains("profile", "api://mcp-facade/.default");
	}

	private void stub(MappingBuilder mapping) {
		this.upstream.server().stubFor(mapping);
	}

	private static ResponseDefinitionBuilder error(String code, String description) {
		return aResponse().withStatus(400)
			.withBody("{\"error\":\"" + code + "\",\"error_description\":\"" + description + "\"}");
	}

}
