package io.github.mcpoauth.autoconfigure;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Where the application runs: alone, below a context path, behind a proxy, twice.
 */
class DeploymentTests {

	private static final String SECRET = "mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters";

	private final Http http = new Http();

	@Checklist("A29")
	@Test
	void serverWhenBaseUrlIsNotSetThenListensOnLoopbackOnly() throws Exception {
		List<InetAddress> others = Collections.list(NetworkInterface.getNetworkInterfaces())
			.stream()
			.flatMap(NetworkInterface::inetAddresses)
			.filter((address) -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
			.toList();
		assumeTrue(!others.isEmpty(), "needs a network interface besides loopback");
		try (TestServer server = TestServer.start()) {
			assertThat(server.bean(PublicUrls.class).issuer()).isEqualTo(server.url(""));
			for (InetAddress other : others) {
				assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect(other, server.port()));
			}
		}
		try (TestServer server = TestServer.start("mcp.oauth.base-url=https://mcp.example.com",
				SigningKeyMaterial.CONFIGURED)) {
			connect(others.get(0), server.port());
		}
	}

	private static void connect(InetAddress address, int port) throws Exception {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(address, port), 2000);
		}
	}

	@Checklist({ "A4", "B3" })
	@Test
	void serverWhenBelowAContextPathThenTheWholeFlowWorks() {
		try (TestServer server = TestServer.start("server.servlet.context-path=/app")) {
			Reply challenge = this.http.postJson(server.url("/app/mcp"), "{}");
			String metadataUrl = server.url("/app/.well-known/oauth-protected-resource/mcp");
			assertThat(challenge.header("WWW-Authenticate")).contains("resource_metadata=\"" + metadataUrl + "\"");
			assertThat(this.http.get(metadataUrl).json()).containsEntry("resource", server.url("/app/mcp"))
				.containsEntry("authorization_servers", List.of(server.url("/app")));
			assertThat(this.http.get(server.url("/app/.well-known/openid-configuration")).json())
				.containsEntry("issuer", server.url("/app"))
				.containsEntry("token_endpoint", server.url("/app/oauth2/token"));
			OAuthFlow flow = OAuthFlow.register(server, "/app");
			assertThat(flow.callMcp((String) flow.tokens().get("access_token")).status()).isEqualTo(200);
		}
	}

	@Checklist("A4")
	@Test
	void documentsWhenAProxyStripsThePathThenServedAtTheInsertedPathToo() {
		try (TestServer server = TestServer.start("mcp.oauth.base-url=https://example.com/tools",
				SigningKeyMaterial.CONFIGURED)) {
			assertThat(this.http.get(server.url("/.well-known/oauth-protected-resource/tools/mcp")).json())
				.containsEntry("resource", "https://example.com/tools/mcp");
			assertThat(this.http.get(server.url("/.well-known/oauth-authorization-server/tools")).json())
				.containsEntry("issuer", "https://example.com/tools");
			assertThat(this.http.get(server.url("/.well-known/openid-configuration/tools")).json())
				.containsEntry("issuer", "https://example.com/tools");
			assertThat(this.http.get(server.url("/.well-known/oauth-protected-resource/other/mcp")).status())
				.isEqualTo(404);
		}
	}

	@Test
	void serverWhenBehindAProxyThenLoginRedirectsToTheBaseUrl() {
		try (TestServer server = TestServer.start("mcp.oauth.base-url=https://mcp.example.com",
				SigningKeyMaterial.CONFIGURED)) {
			OAuthFlow flow = OAuthFlow.register(server);
			var request = flow.request();
			request.put("resource", "https://mcp.example.com/mcp");
			assertThat(flow.authorize(request).location()).isEqualTo("https://mcp.example.com/oauth2/login");
			assertThat(flow.login().location()).startsWith("https://mcp.example.com/oauth2/authorize?");
		}
	}

	@Test
	void clientWhenRegisteredAtOneInstanceThenKnownAtTheOtherAndAfterARestart() {
		String clientId;
		try (TestServer one = TestServer.start(SECRET); TestServer other = TestServer.start(SECRET)) {
			clientId = OAuthFlow.register(one).clientId();
			OAuthFlow there = OAuthFlow.withClientId(other, clientId);
			assertThat(there.tokens()).containsKey("access_token");
		}
		try (TestServer restarted = TestServer.start(SECRET)) {
			assertThat(OAuthFlow.withClientId(restarted, clientId).tokens()).containsKey("access_token");
		}
		try (TestServer stranger = TestServer.start()) {
			OAuthFlow there = OAuthFlow.withClientId(stranger, clientId);
			assertThat(there.authorize(there.request()).status()).isEqualTo(400);
		}
	}

}
