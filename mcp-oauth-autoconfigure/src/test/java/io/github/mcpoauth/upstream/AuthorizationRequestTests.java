package io.github.mcpoauth.upstream;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.Http;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The authorization request and the scopes, in each provider's own way.
 */
class AuthorizationRequestTests {

	private static final String CALLBACK = "https://mcp.example.com/oauth2/callback";

	private final TestUpstream upstream = new TestUpstream("/tenant");

	@AfterEach
	void stop() {
		this.upstream.close();
	}

	@Test
	void requestWhenProviderIsOrdinaryThenAsTheSpecificationsSay() {
		assertThat(request(UpstreamProvider.GENERIC, "mcp:read", "profile")).containsOnly(
				Map.entry("response_type", "code"), Map.entry("client_id", TestUpstream.CLIENT_ID),
				Map.entry("redirect_uri", CALLBACK), Map.entry("state", "st&te"),
				Map.entry("scope", "openid mcp:read profile"), Map.entry("code_challenge", "challenge"),
				Map.entry("code_challenge_method", "S256"), Map.entry("resource", TestUpstream.RESOURCE));
	}

	/** AADSTS9010010, AADSTS70011 and complaints 1, 14 and 16. */
	@Checklist("C11")
	@Test
	void requestWhenProviderIsEntraThenScopesArePrefixedAndResourceIsDropped() {
		assertThat(request(UpstreamProvider.ENTRA, "mcp:read", "profile", "https://graph.microsoft.com/User.Read"))
			.doesNotContainKeys("resource", "audience")
			.containsEntry("scope", "openid offline_access api://mcp-facade/mcp:read profile "
					+ "https://graph.microsoft.com/User.Read");
	}

	/** Without a scope of the API the token would be one for Microsoft Graph. */
	@Test
	void requestWhenProviderIsEntraAndNoScopeIsOfTheApiThenItsDefaultOnes() {
		assertThat(request(UpstreamProvider.ENTRA, "profile")).containsEntry("scope",
				"openid offline_access profile api://mcp-facade/.default");
		assertThat(request(UpstreamProvider.ENTRA)).containsEntry("scope",
				"openid offline_access api://mcp-facade/.default");
	}

	/** Complaint 22. */
	@Test
	void requestWhenProviderIsAuth0ThenAudienceNamesTheResource() {
		assertThat(request(UpstreamProvider.AUTH0, "mcp:read")).doesNotContainKey("resource")
			.containsEntry("audience", TestUpstream.RESOURCE)
			.containsEntry("scope", "openid offline_access mcp:read");
	}

	/** Complaint 14. */
	@Test
	void requestWhenProviderIsGoogleThenOfflineAccessIsAParameter() {
		assertThat(request(UpstreamProvider.GOOGLE, "mcp:read", "offline_access", "email",
				"https://www.googleapis.com/auth/drive.readonly"))
			.doesNotContainKey("resource")
			.containsEntry("access_type", "offline")
			.containsEntry("prompt", "consent")
			.containsEntry("scope", "openid email https://www.googleapis.com/auth/drive.readonly");
	}

	@ParameterizedTest
	@CsvSource({ "OKTA, , openid offline_access mcp:read", "COGNITO, https://mcp.example.com/mcp, mcp:read",
			"KEYCLOAK, https://mcp.example.com/mcp, openid mcp:read",
			"DUENDE, https://mcp.example.com/mcp, openid offline_access mcp:read" })
	void requestWhenProviderIsKnownThenItsScopesAndResource(UpstreamProvider provider, String resource, String scope) {
		Map<String, String> parameters = request(provider, "mcp:read");
		assertThat(parameters.get("resource")).isEqualTo(resource);
		assertThat(parameters).containsEntry("scope", scope);
	}

	@Test
	void requestWhenEndpointHasAQueryThenItIsKept() {
		Map<String, Object> document = this.upstream.document();
		document.put("authorization_endpoint", this.upstream.uri("/authorize?p=policy").toString());
		this.upstream.serve(document);
		URI request = this.upstream.client((String) null)
			.authorizationRequest(CALLBACK, "state", "challenge", Set.of(), TestUpstream.RESOURCE);
		assertThat(request.toString()).startsWith(this.upstream.uri("/authorize?p=policy&") + "response_type=code&");
	}

	@Tag("B6")
	@Test
	void requestWhenPkceIsOffThenNoChallenge() {
		ProviderQuirks some = ProviderDefaults.of(UpstreamProvider.GENERIC, "https://idp.example", null);
		this.upstream.quirks(new ProviderQuirks(some.resource(), TargetParameter.of("fixed"), "", Set.of(), Set.of(),
				Set.of(), Map.of("state", "forged", "kc_idp_hint", "x"), false, null, ProviderTokens.USUAL));
		assertThat(request(UpstreamProvider.GENERIC))
			.doesNotContainKeys("code_challenge", "code_challenge_method", "scope")
			.containsEntry("audience", "fixed")
			.containsEntry("kc_idp_hint", "x")
			.containsEntry("state", "st&te");
	}

	@ParameterizedTest
	@CsvSource({ "ENTRA, api://mcp-facade/mcp:read openid, mcp:read",
			"ENTRA, api://mcp-facade/mcp:read profile, mcp:read profile",
			"ENTRA, api://other/mcp:read, api://other/mcp:read", "ENTRA, , mcp:read profile",
			"ENTRA, ' ', mcp:read profile", "GENERIC, openid  mcp:read, mcp:read", "GENERIC, a\"b mcp:read, mcp:read",
			"GENERIC, offline_access mcp:read, offline_access mcp:read" })
	void clientScopesWhenGrantedThenInTheWordsOfTheClient(UpstreamProvider provider, String granted, String expected) {
		this.upstream.provider(provider);
		assertThat(this.upstream.client((String) null)
			.clientScopes(granted, new LinkedHashSet<>(List.of("mcp:read", "profile"))))
			.containsExactly(expected.split(" "));
	}

	@Test
	void clientScopesWhenClientAskedForOpenidThenItIsTold() {
		assertThat(this.upstream.client((String) null).clientScopes("openid mcp:read", Set.of("openid", "mcp:read")))
			.containsExactly("openid", "mcp:read");
	}

	@Tag("E2")
	@Test
	void issuerWhenProviderSendsItThenRequiredAndExact() {
		Map<String, Object> document = this.upstream.document();
		document.put("authorization_response_iss_parameter_supported", true);
		UpstreamClient client = this.upstream.serve(document).client((String) null);
		assertThat(client.isIssuer(this.upstream.issuer())).isTrue();
		assertThat(client.isIssuer(null)).isFalse();
		assertThat(client.isIssuer("")).isFalse();
		assertThat(client.isIssuer(this.upstream.issuer() + "/")).isFalse();
		assertThat(client.isIssuer("https://evil.example")).isFalse();
	}

	@Tag("E2")
	@Test
	void issuerWhenProviderDoesNotAnnounceItThenItMayBeAbsentButNotAnother() {
		UpstreamClient client = this.upstream.serve(this.upstream.document()).client((String) null);
		assertThat(client.isIssuer(null)).isTrue();
		assertThat(client.isIssuer("https://evil.example")).isFalse();
	}

	@Tag("E2")
	@Test
	void issuerWhenItIsATemplateThenAnyTenantIsTheProvider() {
		TestUpstream entra = new TestUpstream("/common/v2.0").provider(UpstreamProvider.ENTRA);
		try (entra) {
			UpstreamClient client = entra.client((String) null);
			assertThat(client.isIssuer(entra.server().url("/5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f/v2.0"))).isTrue();
			assertThat(client.isIssuer(entra.server().url("/evil/v2.0"))).isFalse();
			assertThat(client.isIssuer("https://evil.example/5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f/v2.0")).isFalse();
		}
	}

	private Map<String, String> request(UpstreamProvider provider, String... scopes) {
		this.upstream.provider(provider).serve(this.upstream.document());
		URI request = this.upstream.client((String) null)
			.authorizationRequest(CALLBACK, "st&te", "challenge", new LinkedHashSet<>(List.of(scopes)),
					TestUpstream.RESOURCE);
		assertThat(request.toString()).startsWith(this.upstream.uri("/authorize?").toString()).doesNotContain("+");
		return Http.parameters(request.getRawQuery());
	}

}
