package io.github.mcpoauth.upstream;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.nimbusds.jose.jwk.JWKSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.TestCertificate;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.TestTokens;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An identity provider behind TLS, as it should be (RFC 8414 section 2: {@code jwks_uri}
 * has to be https).
 */
class UpstreamTransportTests {

	private static final String RESOURCE = "https://mcp.example.com/mcp";

	private final TestCertificate certificate = TestCertificate.trusted();

	private WireMockServer provider;

	@BeforeEach
	void start() {
		this.provider = new WireMockServer(WireMockConfiguration.options()
			.dynamicPort()
			.dynamicHttpsPort()
			.keystorePath(this.certificate.keyStorePath())
			.keystorePassword(TestCertificate.PASSWORD)
			.keyManagerPassword(TestCertificate.PASSWORD)
			.keystoreType("PKCS12"));
		this.provider.start();
	}

	@AfterEach
	void stop() {
		this.provider.stop();
		this.certificate.close();
	}

	@Tag("H4")
	@ParameterizedTest
	@CsvSource({ "https, 200", "http, 503" })
	void callWhenHttpsIssuerNamesItsKeysThenTheyHaveToBeHttpsToo(String scheme, int status) {
		String issuer = "https://localhost:" + this.provider.httpsPort();
		int port = scheme.equals("https") ? this.provider.httpsPort() : this.provider.port();
		String keys = scheme + "://localhost:" + port + "/keys";
		TestTokens tokens = new TestTokens(issuer, RESOURCE);
		this.provider.stubFor(get(urlEqualTo("/.well-known/openid-configuration"))
			.willReturn(okJson("{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keys + "\"}")));
		this.provider.stubFor(get(urlEqualTo("/keys")).willReturn(okJson(new JWKSet(tokens.key()).toString())));

		try (TestServer server = TestServer.start("mcp.oauth.base-url=https://mcp.example.com",
				"mcp.oauth.upstream.issuer-uri=" + issuer)) {
			assertThat(
					new Http().postJson(server.url("/mcp"), "{}", "Authorization", "Bearer " + tokens.valid()).status())
				.isEqualTo(status);
		}
		this.provider.verify((status == 200) ? 1 : 0, getRequestedFor(urlEqualTo("/keys")));
		this.provider.verify(getRequestedFor(anyUrl()).withScheme("https"));
	}

}
