package io.github.mcpoauth.upstream;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Where the endpoints come from: configuration, metadata, and what is known of the
 * provider.
 */
class UpstreamMetadataTests {

	private TestUpstream upstream = new TestUpstream("/tenant");

	@AfterEach
	void stop() {
		this.upstream.close();
	}

	private TestUpstream upstreamAt(String path) {
		this.upstream.close();
		this.upstream = new TestUpstream(path);
		return this.upstream;
	}

	@Test
	void endpointsWhenDocumentIsCompleteThenTheyAreItsOwn() {
		Map<String, Object> document = this.upstream.document();
		document.put("authorization_response_iss_parameter_supported", true);
		document.put("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
		this.upstream.serve(document);
		assertThat(this.upstream.metadata().endpoints()).isEqualTo(new UpstreamEndpoints(this.upstream.issuer(),
				this.upstream.uri("/authorize"), this.upstream.uri("/token"), this.upstream.uri("/keys"),
				this.upstream.uri("/revoke"), true, Set.of("client_secret_post")));
	}

	/** Complaint 7: Entra and Cognito support PKCE and don't say so. */
	@Test
	void endpointsWhenDocumentIsWithoutPkceRevocationAndIssThenUsedAllTheSame() {
		Map<String, Object> document = this.upstream.document();
		document.remove("code_challenge_methods_supported");
		document.remove("revocation_endpoint");
		UpstreamEndpoints endpoints = this.upstream.serve(document).metadata().endpoints();
		assertThat(endpoints.revocation()).isNull();
		assertThat(endpoints.sendsIssuer()).isFalse();
		assertThat(endpoints.tokenAuthMethods()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "/tenant, /.well-known/oauth-authorization-server/tenant", "'', /.well-known/openid-configuration",
			"/, /.well-known/openid-configuration", "/tenant/, /tenant/.well-known/openid-configuration" })
	void endpointsWhenDocumentIsAtAnyStandardPlaceThenFound(String issuerPath, String documentPath) {
		upstreamAt(issuerPath).serve(documentPath, this.upstream.document());
		assertThat(this.upstream.metadata().endpoints().token()).isEqualTo(this.upstream.uri("/token"));
	}

	@Test
	void endpointsWhenMetadataUriIsConfiguredThenNoOtherPlaceIsAsked() {
		this.upstream.serve("/odd/place", this.upstream.document()).metadataUri("/odd/place");
		assertThat(this.upstream.metadata().endpoints().token()).isEqualTo(this.upstream.uri("/token"));
		assertThat(this.upstream.server().getAllServeEvents()).hasSize(1);
	}

	@Test
	void endpointsWhenOneIsConfiguredThenItWinsAndTheOthersAreDiscovered() {
		URI token = URI.create("https://other.example/token");
		this.upstream.serve(this.upstream.document()).endpoints(new EndpointSet(null, token, null, null, null, null));
		UpstreamEndpoints endpoints = this.upstream.metadata().endpoints();
		assertThat(endpoints.token()).isEqualTo(token);
		assertThat(endpoints.authorization()).isEqualTo(this.upstream.uri("/authorize"));
	}

	@Test
	void endpointsWhenAllAreConfiguredThenNothingIsFetched() {
		URI uri = URI.create("https://other.example/endpoint");
		this.upstream.endpoints(new EndpointSet(uri, uri, uri, null, null, null));
		assertThat(this.upstream.metadata().endpoints().revocation()).isNull();
		assertThat(this.upstream.metadata().jwks()).isEqualTo(uri);
		assertThat(this.upstream.server().getAllServeEvents()).isEmpty();
	}

	@Test
	void jwksWhenDocumentNamesNothingElseThenKnown() {
		this.upstream
			.serve(Map.of("issuer", this.upstream.issuer(), "jwks_uri", this.upstream.uri("/keys").toString()));
		UpstreamMetadata metadata = this.upstream.metadata();
		assertThat(metadata.jwks()).isEqualTo(this.upstream.uri("/keys"));
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(metadata::endpoints)
			.withMessageContainingAll("authorization endpoint", "mcp.oauth.upstream.endpoints.authorization");
	}

	@Tag("E4")
	@ParameterizedTest
	@ValueSource(strings = { "https://other.example", "{tenantid}", "/" })
	void endpointsWhenDocumentIsOfAnotherIssuerThenUnavailableAndBothAreNamed(String other) {
		Map<String, Object> document = this.upstream.document();
		String issuer = other.startsWith("https:") ? other : this.upstream.issuer() + other;
		document.put("issuer", issuer);
		this.upstream.serve(document);
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(this.upstream.metadata()::endpoints)
			.withMessageContainingAll("another issuer than " + this.upstream.issuer() + ": " + issuer,
					"mcp.oauth.upstream.issuer-uri");
	}

	/** RFC 8414 section 3.3: identical, and another case is another tenant. */
	@Tag("E4")
	@Test
	void endpointsWhenIssuerOfTheDocumentDiffersInCaseThenUnavailable() {
		Map<String, Object> document = this.upstream.document();
		document.put("issuer", this.upstream.server().url("/Tenant"));
		this.upstream.serve(document);
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(this.upstream.metadata()::endpoints);
	}

	@Tag("E4")
	@Test
	void endpointsWhenConfiguredDocumentIsOfAnotherIssuerThenUnavailable() {
		Map<String, Object> document = this.upstream.document();
		document.put("issuer", "https://other.example");
		this.upstream.serve("/odd/place", document).metadataUri("/odd/place");
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(this.upstream.metadata()::endpoints);
	}

	/** Complaint 8: the document of Entra's common names no tenant on purpose. */
	@ParameterizedTest
	@CsvSource({ "common, {tenantid}, true", "organizations, {tenantid}, true",
			"consumers, 9188040d-6c67-4c5b-b112-36a304b66dad, true",
			"5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f, {tenantid}, false", "common, other, false",
			"common, common, false" })
	void endpointsWhenIssuerOfEntraIsATemplateThenOnlyTheTenantMayDiffer(String configured, String named,
			boolean used) {
		upstreamAt("/" + configured + "/v2.0").provider(UpstreamProvider.ENTRA);
		Map<String, Object> document = this.upstream.document();
		String issuer = this.upstream.server().url("/" + named + "/v2.0");
		document.put("issuer", issuer);
		document.put("revocation_endpoint", this.upstream.server().url("/document-was-used"));
		UpstreamEndpoints endpoints = this.upstream.serve(document).metadata().endpoints();
		assertThat(endpoints.revocation() != null).isEqualTo(used);
		assertThat(!used || endpoints.issuer().equals(issuer)).isTrue();
	}

	@Test
	void endpointsWhenIssuerIsATemplateOfAnUnknownProviderThenUnavailable() {
		Map<String, Object> document = upstreamAt("/common/v2.0").document();
		document.put("issuer", this.upstream.server().url("/{tenantid}/v2.0"));
		this.upstream.serve(document);
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(this.upstream.metadata()::endpoints);
	}

	@Tag("FT1")
	@Test
	void endpointsWhenDownAndLayoutIsKnownThenTheyAreGuessed() {
		upstreamAt("/realms/main").provider(UpstreamProvider.KEYCLOAK);
		UpstreamEndpoints endpoints = this.upstream.metadata().endpoints();
		assertThat(endpoints.token()).isEqualTo(URI.create(this.upstream.issuer() + "/protocol/openid-connect/token"));
		assertThat(endpoints.revocation())
			.isEqualTo(URI.create(this.upstream.issuer() + "/protocol/openid-connect/revoke"));
	}

	/** System A, point 3. */
	@Test
	void endpointsWhenDocumentHasGapsAndLayoutIsKnownThenFilledOneByOne() {
		Map<String, Object> document = upstreamAt("/realms/main").provider(UpstreamProvider.KEYCLOAK).document();
		document.remove("token_endpoint");
		UpstreamEndpoints endpoints = this.upstream.serve(document).metadata().endpoints();
		assertThat(endpoints.token()).isEqualTo(URI.create(this.upstream.issuer() + "/protocol/openid-connect/token"));
		assertThat(endpoints.authorization()).isEqualTo(this.upstream.uri("/authorize"));
	}

	@Tag("FT6")
	@ParameterizedTest
	@ValueSource(strings = { "<html>", "", "[]", "null", "{\"issuer\":", "{}" })
	void endpointsWhenBodyIsBrokenThenUnavailable(String body) {
		this.upstream.server()
			.stubFor(get(urlEqualTo(this.upstream.discoveryPath()))
				.willReturn(aResponse().withStatus(200).withBody(body)));
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(this.upstream.metadata()::endpoints);
	}

	@Tag("FT6")
	@ParameterizedTest
	@ValueSource(ints = { 301, 403, 404, 429, 500, 503 })
	void endpointsWhenStatusIsNot200ThenUnavailableAndTheStatusIsNamed(int status) {
		this.upstream.server()
			.stubFor(get(urlEqualTo(this.upstream.discoveryPath())).willReturn(aResponse().withStatus(status)
				.withHeader("Location", this.upstream.server().url("/elsewhere"))
				.withBody("{}")));
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(this.upstream.metadata()::endpoints)
			.withMessageContaining("status " + status);
		this.upstream.server().verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
	}

	@Tag("H1")
	@Test
	void endpointsWhenDocumentIsTenMegabytesThenUnavailable() {
		this.upstream.server()
			.stubFor(get(urlEqualTo(this.upstream.discoveryPath()))
				.willReturn(aResponse().withStatus(200).withBody(" ".repeat(10_000_000) + "{}")));
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(this.upstream.metadata()::endpoints)
			.withMessageContaining("bytes");
	}

	/** A silent server is not asked at the second place as well. */
	@Tag("FT5")
	@Test
	void endpointsWhenProviderIsSilentThenUnavailableAfterOneTimeout() {
		this.upstream.server()
			.stubFor(get(urlEqualTo(this.upstream.discoveryPath()))
				.willReturn(aResponse().withStatus(200).withFixedDelay(30_000)));
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(this.upstream.metadata()::endpoints)
			.withMessageContaining(this.upstream.discoveryPath());
		this.upstream.server().verify(0, getRequestedFor(urlEqualTo("/.well-known/oauth-authorization-server/tenant")));
	}

}
