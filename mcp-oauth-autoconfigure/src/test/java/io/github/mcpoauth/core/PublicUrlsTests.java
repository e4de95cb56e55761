package io.github.mcpoauth.core;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Public URLs (RFC 8414 section 3.1, RFC 9728 section 3.1).
 */
class PublicUrlsTests {

	@ParameterizedTest
	@CsvSource({ "https://mcp.example.com, https://mcp.example.com",
			"https://mcp.example.com/, https://mcp.example.com",
			"' https://mcp.example.com\n', https://mcp.example.com",
			"HTTPS://MCP.Example.COM/Tools/, https://mcp.example.com/Tools",
			"https://mcp.example.com:443, https://mcp.example.com", "http://localhost:80, http://localhost",
			"https://mcp.example.com:8443, https://mcp.example.com:8443", "http://[::1]:8080, http://[::1]:8080" })
	void issuerWhenBaseUrlIsWrittenInManyWaysThenInOneForm(String baseUrl, String issuer) {
		assertThat(PublicUrls.of(baseUrl).issuer()).isEqualTo(issuer);
		assertThat(PublicUrls.of(baseUrl)).hasToString(issuer);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "mcp.example.com", "/mcp", "https:", "https://", "https:///x", "ftp://a.example",
			"https://a.example?x", "https://a.example#x", "https://u@a.example", "https://a.example/a//b",
			"https://a.example/./b", "https://a.example/a/../b", "https://a.example/a b", "https://a_b.example",
			"javascript:alert(1)", "http://[::99999999999.1.1.1]" })
	void ofWhenBaseUrlIsNoneThenSaysWhy(String baseUrl) {
		assertThatIllegalArgumentException().isThrownBy(() -> PublicUrls.of(baseUrl)).withMessageStartingWith("it");
	}

	@Test
	void metadataWhenBaseUrlHasNoPathThenBetweenHostAndPath() {
		PublicUrls urls = PublicUrls.of("https://mcp.example.com");
		assertThat(urls.resource("/public/mcp")).hasToString("https://mcp.example.com/public/mcp");
		assertThat(urls.protectedResourceMetadata("/public/mcp"))
			.isEqualTo("https://mcp.example.com/.well-known/oauth-protected-resource/public/mcp");
		assertThat(urls.protectedResourceMetadataPaths("/public/mcp")).containsExactlyInAnyOrder(
				"/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/public/mcp");
		assertThat(urls.authorizationServerMetadataPaths()).containsExactly("/.well-known/oauth-authorization-server");
	}

	@Test
	void metadataWhenBaseUrlHasAPathThenWhereThisApplicationCanServeIt() {
		PublicUrls urls = PublicUrls.of("https://example.com/tools");
		assertThat(urls.protectedResourceMetadata("/mcp"))
			.isEqualTo("https://example.com/tools/.well-known/oauth-protected-resource/mcp");
		assertThat(urls.protectedResourceMetadataPaths("/mcp")).containsExactlyInAnyOrder(
				"/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp",
				"/.well-known/oauth-protected-resource/tools/mcp");
		assertThat(urls.authorizationServerMetadataPaths()).containsExactlyInAnyOrder(
				"/.well-known/oauth-authorization-server", "/.well-known/oauth-authorization-server/tools");
		assertThat(urls.openidConfigurationPaths()).containsExactlyInAnyOrder("/.well-known/openid-configuration",
				"/.well-known/openid-configuration/tools");
		assertThat(urls.origin()).isEqualTo("https://example.com");
	}

	@Test
	void resourceWhenEndpointIsTheRootThenWithoutTrailingSlash() {
		PublicUrls urls = PublicUrls.of("https://mcp.example.com");
		assertThat(urls.resource("/")).hasToString("https://mcp.example.com");
		assertThat(urls.protectedResourceMetadataPaths("/")).containsExactly("/.well-known/oauth-protected-resource");
	}

	@ParameterizedTest
	@CsvSource({ "http://localhost:1, true, true", "http://127.0.0.1, true, true", "http://[::1], true, true",
			"https://a.example, false, true", "http://a.example, false, false",
			"http://127.0.0.1.example, false, false", "http://0.0.0.0, false, false" })
	void transportWhenHostIsLoopbackOrSchemeIsHttpsThenSecure(String baseUrl, boolean loopback, boolean secure) {
		assertThat(PublicUrls.of(baseUrl).isLoopback()).isEqualTo(loopback);
		assertThat(PublicUrls.of(baseUrl).isSecure()).isEqualTo(secure);
	}

}
