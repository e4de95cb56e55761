package io.github.mcpoauth.net;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which headers of an inbound request reach services behind the application.
 */
@ExtendWith(OutputCaptureExtension.class)
class HeaderForwardingTests {

	private final WireMockServer orders = new WireMockServer(WireMockConfiguration.options().dynamicPort());

	private TestServer server;

	@BeforeEach
	void start() {
		this.orders.start();
		this.orders.stubFor(get(anyUrl()).willReturn(ok("orders")));
	}

	@AfterEach
	void stop() {
		RequestContextHolder.resetRequestAttributes();
		if (this.server != null) {
			this.server.close();
		}
		this.orders.stop();
	}

	@Test
	void callWhenHeaderAndHostAreListedThenSentOn() {
		startWith("mcp.oauth.outbound.headers=X-Tenant-ID, x-region", "mcp.oauth.outbound.hosts=LOCALHOST");
		LoggedRequest request = call("localhost", "x-tenant-id", "acme", "X-Region", "eu", "X-Region", "us", "X-Other",
				"secret");
		assertThat(request.header("X-Tenant-Id").values()).containsExactly("acme");
		assertThat(request.header("X-Region").values()).containsExactly("eu", "us");
		assertThat(request.containsHeader("X-Other")).isFalse();
		assertThat(request.containsHeader("Authorization")).isFalse();
	}

	@Test
	void callWhenHostIsNotListedThenNothing() {
		startWith("mcp.oauth.outbound.headers=x-tenant-id", "mcp.oauth.outbound.hosts=localhost");
		assertThat(call("127.0.0.1", "x-tenant-id", "acme").containsHeader("x-tenant-id")).isFalse();
	}

	@Test
	void callWhenNothingIsListedThenNothing() {
		startWith();
		assertThat(call("localhost", "x-tenant-id", "acme").containsHeader("x-tenant-id")).isFalse();
	}

	@Test
	void callWhenApplicationSetsTheHeaderThenThatOne() {
		startWith("mcp.oauth.outbound.headers=x-own", "mcp.oauth.outbound.hosts=localhost");
		assertThat(call("localhost", "x-own", "inbound").header("x-own").values()).containsExactly("application");
	}

	/** MCP authorization, token passthrough: possible, and called what it is. */
	@Test
	void callWhenPassthroughIsOnThenTokenIsSentOnAndStartupWarns(CapturedOutput output) {
		startWith("mcp.oauth.outbound.headers=authorization", "mcp.oauth.outbound.hosts=localhost",
				"mcp.oauth.outbound.token-passthrough=true");
		assertThat(call("localhost").getHeader("Authorization")).startsWith("Bearer ey");
		assertThat(output).contains("mcp.oauth.outbound.token-passthrough is true", "[localhost]");
	}

	@ParameterizedTest
	@CsvSource({ "https://orders.example/, true", "http://orders.example/, false", "http://[::1]:8080/, true",
			"HTTPS://ORDERS.example/, true" })
	void interceptWhenTransportIsPlainThenNoCredentials(String url, boolean sent) throws IOException {
		MockHttpServletRequest inbound = new MockHttpServletRequest();
		inbound.addHeader("Authorization", "Bearer a-token");
		inbound.addHeader("X-Tenant-Id", "acme");
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(inbound));
		MockClientHttpRequest request = intercept(url);
		assertThat(request.getHeaders().containsHeader("Authorization")).isEqualTo(sent);
		assertThat(request.getHeaders().get("X-Tenant-Id")).isEqualTo(List.of("acme"));
	}

	/** Java knows no host with an underscore, as services of a container network have. */
	@Test
	void interceptWhenUrlHasNoHostThatJavaKnowsThenNothing() throws IOException {
		MockHttpServletRequest inbound = new MockHttpServletRequest();
		inbound.addHeader("X-Tenant-Id", "acme");
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(inbound));
		assertThat(intercept("http://order_service/").getHeaders().isEmpty()).isTrue();
	}

	@Test
	void interceptWhenRequestHasNoneOfTheHeadersThenNothing() throws IOException {
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
		assertThat(intercept("https://orders.example/").getHeaders().isEmpty()).isTrue();
	}

	@Test
	void interceptWhenThreadWorksForNoRequestThenNothing() throws IOException {
		assertThat(intercept("https://orders.example/").getHeaders().isEmpty()).isTrue();
	}

	/** What belongs to one connection, body, site or session would break another. */
	@Tag("FT25")
	@ParameterizedTest
	@ValueSource(strings = { "connection", "content-length", "content-type", "cookie", "expect", "host", "keep-alive",
			"mcp-session-id", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding",
			"upgrade", "x-tenant:", "" })
	void startWhenHeaderMakesNoSenseInAnotherRequestThenRefused(String name) {
		configured("mcp.oauth.outbound.headers[0]=" + name).run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageStartingWith("The property mcp.oauth.outbound.headers has the value '" + name + "'"));
	}

	@Tag("FT25")
	@Test
	void startWhenHeaderIsForApiKeysThenRefusedAsThatForTokens() {
		configured("mcp.oauth.outbound.headers=x-own-key", "mcp.oauth.tokens.api-key-header=X-Own-Key")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'x-own-key': it carries the caller's token"));
	}

	private static WebApplicationContextRunner configured(String... properties) {
		return new WebApplicationContextRunner().withUserConfiguration(TestApplication.class)
			.withPropertyValues("mcp.oauth.outbound.hosts=orders.example")
			.withPropertyValues(properties);
	}

	private static MockClientHttpRequest intercept(String url) throws IOException {
		MockClientHttpRequest request = new MockClientHttpRequest(HttpMethod.GET, URI.create(url));
		new HeaderForwardingInterceptor(Set.of("authorization", "x-tenant-id"), Set.of("orders.example", "[::1]"),
				Set.of("authorization"))
			.intercept(request, new byte[0], (outbound, body) -> new MockClientHttpResponse());
		return request;
	}

	private void startWith(String... properties) {
		this.server = TestServer.start(new Class<?>[] { TestApplication.class, OrderTools.class }, properties);
	}

	/** The request that arrives behind the application. */
	private LoggedRequest call(String host, String... headers) {
		String[] all = new String[headers.length + 2];
		System.arraycopy(headers, 0, all, 2, headers.length);
		all[0] = "Authorization";
		all[1] = "Bearer " + OAuthFlow.register(this.server).tokens().get("access_token");
		assertThat(new Http()
			.get(this.server.url("/mcp/orders?url=http://" + host + ":" + this.orders.port() + "/orders"), all)
			.body()).isEqualTo("orders");
		return this.orders.findAll(anyRequestedFor(anyUrl())).get(0);
	}

	@RestController
	static class OrderTools {

		private final RestClient client;

		OrderTools(HeaderForwardingInterceptor interceptor) {
			this.client = RestClient.builder().requestInterceptor(interceptor).build();
		}

		@GetMapping("/mcp/orders")
		String orders(@RequestParam String url) {
			RestClient.RequestHeadersSpec<?> request = this.client.get().uri(url);
			return request.header("x-own", "application").retrieve().body(String.class);
		}

	}

}
