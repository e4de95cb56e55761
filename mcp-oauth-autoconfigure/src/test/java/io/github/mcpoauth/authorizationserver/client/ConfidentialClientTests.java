package io.github.mcpoauth.authorizationserver.client;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client with a secret, of an application that brings its own clients (RFC 6749 section
 * 2.3.1).
 */
class ConfidentialClientTests {

	private static final String CREDENTIALS = "Basic YmFja2VuZDpzZWNyZXQ=";

	@RegisterExtension
	static final TestServer server = TestServer.start(new Class<?>[] { TestApplication.class, OwnClients.class });

	@Test
	void revokeWhenClientAuthenticatesThen200() {
		assertThat(revoke(Map.of("token", "unknown"), "Authorization", CREDENTIALS).status()).isEqualTo(200);
	}

	@Test
	void revokeWhenClientOnlySaysWhoItIsThen401() {
		Reply reply = revoke(Map.of("token", "unknown", "client_id", "backend"));
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.json()).containsEntry("error", "invalid_client");
	}

	@Test
	void revokeWhenSecretIsWrongThen401AlsoBesideTheClientId() {
		Reply reply = revoke(Map.of("token", "unknown", "client_id", "backend"), "Authorization",
				"Basic YmFja2VuZDp3cm9uZw==");
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).startsWith("Basic");
	}

	@Test
	void refreshWhenClientOnlySaysWhoItIsThen401() {
		OAuthFlow flow = OAuthFlow.withClientId(server, "backend");
		Map<String, Object> tokens = redeem(flow);
		Reply reply = flow.token(flow.refreshRequest((String) tokens.get("refresh_token")));
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.json()).containsEntry("error", "invalid_client");
	}

	@Test
	void refreshWhenClientAuthenticatesThenNewTokens() {
		OAuthFlow flow = OAuthFlow.withClientId(server, "backend");
		Map<String, String> request = flow.refreshRequest((String) redeem(flow).get("refresh_token"));
		request.remove("client_id");
		Reply reply = new Http().postForm(server.url("/oauth2/token"), request, "Authorization", CREDENTIALS);
		assertThat(reply.json()).containsKeys("access_token", "refresh_token");
	}

	private static Map<String, Object> redeem(OAuthFlow flow) {
		Map<String, String> request = flow.tokenRequest(flow.code());
		request.remove("client_id");
		return new Http().postForm(server.url("/oauth2/token"), request, "Authorization", CREDENTIALS).json();
	}

	private static Reply revoke(Map<String, String> fields, String... headers) {
		return new Http().postForm(server.url("/oauth2/revoke"), fields, headers);
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClients {

		@Bean
		RegisteredClientRepository clients() {
			return new InMemoryRegisteredClientRepository(RegisteredClient.withId("backend")
				.clientId("backend")
				.clientSecret("{noop}secret")
				.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
				.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
				.authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
				.redirectUri(ClientRequests.REDIRECT_URI)
				.clientSettings(ClientSettings.builder().requireAuthorizationConsent(true).build())
				.build());
		}

	}

}
