package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.web.Json;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What metadata that was tampered with can't do.
 */
class DocumentRulesTests {

	@Tag("H4")
	@ParameterizedTest
	@ValueSource(strings = { "http://idp.example.com/token", "https://evil.example/token",
			"https://idp.example.com.evil.example/token", "https://evilidp.example.com/token",
			"https://idp.example.com@evil.example/token", "https://user@idp.example.com/token",
			"https://idp.example.com/token#fragment", "https:///token", "/token", "//idp.example.com/token", "token",
			"javascript:alert(1)", "file:///etc/passwd", "https://idp.example.com/to ken",
			"https://idp.example.com:443\\@evil.example/token", "" })
	void endpointWhenItLeadsElsewhereThenPassedOver(String endpoint) throws IOException {
		assertThat(token("https://idp.example.com/tenant", UpstreamProvider.GENERIC, null, Set.of(), endpoint))
			.isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://idp.example.com/token", "https://IDP.example.com/token?p=policy",
			"https://idp.example.com:8443/token", "https://login.idp.example.com/token" })
	void endpointWhenOnTheIssuersHostOrBelowThenUsed(String endpoint) throws IOException {
		assertThat(token("https://idp.example.com/tenant", UpstreamProvider.GENERIC, null, Set.of(), endpoint))
			.isEqualTo(URI.create(endpoint));
	}

	@ParameterizedTest
	@CsvSource({ "https://accounts.google.com, https://oauth2.googleapis.com/token",
			"https://cognito-idp.eu-west-1.amazonaws.com/p, https://x.auth.eu-west-1.amazoncognito.com/token",
			"https://sts.windows.net/t/, https://login.microsoftonline.com/t/oauth2/token",
			"https://6f0c.ciamlogin.com/6f0c/v2.0, https://contoso.ciamlogin.com/6f0c/oauth2/v2.0/token" })
	void endpointWhenOnAnotherHostOfAKnownProviderThenUsed(String issuer, String endpoint) throws IOException {
		assertThat(token(issuer, UpstreamProvider.of(issuer), null, Set.of(), endpoint)).isNotNull();
		assertThat(token(issuer, UpstreamProvider.GENERIC, null, Set.of(), endpoint)).isNull();
	}

	@Test
	void endpointWhenItsHostIsConfiguredThenUsed() throws IOException {
		String endpoint = "https://login.example.org/token";
		assertThat(token("https://idp.example.com", UpstreamProvider.GENERIC, null, Set.of("example.org"), endpoint))
			.isNotNull();
		assertThat(token("https://idp.example.com", UpstreamProvider.GENERIC,
				URI.create("https://login.example.org/metadata"), Set.of(), endpoint))
			.isNotNull();
		assertThat(token("https://idp.example.com", UpstreamProvider.GENERIC, null, Set.of("login.example.org"),
				"http://login.example.org/token"))
			.isNull();
	}

	/** A provider on this machine, or in the same container network. */
	@Test
	void endpointWhenIssuerIsHttpThenHttpOnItsHostIsUsed() throws IOException {
		assertThat(token("http://localhost:8080/realms/x", UpstreamProvider.KEYCLOAK, null, Set.of(),
				"http://localhost:8080/token"))
			.isNotNull();
		assertThat(token("http://localhost:8080/realms/x", UpstreamProvider.KEYCLOAK, null, Set.of(),
				"ftp://localhost:8080/token"))
			.isNull();
		assertThat(token("http://localhost:8080/realms/x", UpstreamProvider.KEYCLOAK, null, Set.of(),
				"http://evil.example/token"))
			.isNull();
	}

	private static URI token(String issuer, UpstreamProvider provider, URI metadataUri, Set<String> trustedHosts,
			String endpoint) throws IOException {
		UpstreamSettings settings = settings(issuer, provider, metadataUri, trustedHosts);
		byte[] document = Json.toBytes(Map.of("issuer", settings.documentIssuer(), "token_endpoint", endpoint));
		return ProviderDocument.read(document, new DocumentRules(settings)).endpoints().token();
	}

	static UpstreamSettings settings(String issuer, UpstreamProvider provider, URI metadataUri,
			Set<String> trustedHosts) {
		return new UpstreamSettings(issuer, provider, ProviderDefaults.of(provider, issuer, null), metadataUri,
				EndpointSet.NONE, trustedHosts, Duration.ofHours(1), null);
	}

}
