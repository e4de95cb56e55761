package io.github.mcpoauth.registration;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.jose.KeyRing;
import io.github.mcpoauth.jose.KeyedHash;
import io.github.mcpoauth.jose.Sealer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What well-known clients send when they register, and how long the identifier is which
 * is that registration. It travels in URLs, headers and cookies.
 */
class RealRegistrationsTests {

	private static final KeyRing KEYS = KeyRing.random();

	private final StatelessRegistrar registrar = new StatelessRegistrar(
			new StatelessClientIds(new Sealer(KEYS, Clock.systemUTC())), new KeyedHash(KEYS), Duration.ZERO,
			Clock.systemUTC());

	@ParameterizedTest
	@EnumSource
	void registerWhenClientIsARealOneThenIdentifierIsShortAndHoldsAll(Client client) throws Exception {
		Map<String, Object> body = JsonMapper.shared().readValue(client.body, new TypeReference<>() {
		});
		ClientRegistrationRequest request = ClientRegistrationRequest.parse(body,
				new RedirectUriPolicy(List.of("cursor")), Scopes.of(List.of()));
		String clientId = this.registrar.register(request).registration().clientId();
		assertThat(clientId).matches("[A-Za-z0-9_-]+").hasSizeLessThanOrEqualTo(client.limit);
		ClientMetadata found = this.registrar.find(clientId).orElseThrow();
		assertThat(found.clientName()).isEqualTo(body.get("client_name"));
		assertThat(found.redirectUris()).extracting(RedirectUri::toString).isEqualTo(body.get("redirect_uris"));
		assertThat(found.refreshable()).isTrue();
		assertThat(found.isConfidential()).isEqualTo(!body.get("token_endpoint_auth_method").equals("none"));
	}

	enum Client {

		CLAUDE(160, """
				{"client_name":"Claude","grant_types":["authorization_code","refresh_token"],
				"response_types":["code"],"token_endpoint_auth_method":"none","scope":"read write",
				"redirect_uris":["https://claude.ai/api/mcp/auth_callback"]}"""),

		CLAUDE_CODE(160, """
				{"client_name":"Claude Code (sample)","redirect_uris":["http://localhost:54212/callback"],
				"grant_types":["authorization_code","refresh_token"],"response_types":["code"],
				"token_endpoint_auth_method":"none"}"""),

		CURSOR(160, """
				{"client_name":"Cursor","redirect_uris":["cursor://anysphere.cursor-mcp/oauth/callback"],
				"grant_types":["authorization_code","refresh_token"],"response_types":["code"],
				"token_endpoint_auth_method":"none","application_type":"web"}"""),

		VISUAL_STUDIO_CODE(160, """
				{"client_name":"Visual Studio Code","client_uri":"https://code.visualstudio.com",
				"grant_types":["authorization_code","refresh_token"],"response_types":["code"],
				"redirect_uris":["https://insiders.vscode.dev/redirect","https://vscode.dev/redirect",
				"http://127.0.0.1/","http://127.0.0.1:33418/","http://localhost/","http://localhost:33418/"],
				"token_endpoint_auth_method":"none","application_type":"native"}"""),

		MCP_INSPECTOR(160, """
				{"redirect_uris":["http://localhost:6274/oauth/callback",
				"http://localhost:6274/oauth/callback/debug"],"token_endpoint_auth_method":"none",
				"grant_types":["authorization_code","refresh_token"],"response_types":["code"],
				"client_name":"MCP Inspector","client_uri":"https://github.com/modelcontextprotocol/inspector",
				"scope":"read write"}"""),

		CHATGPT(160, """
				{"client_name":"ChatGPT","redirect_uris":["https://chatgpt.com/connector_platform_oauth_redirect"],
				"grant_types":["authorization_code","refresh_token"],"response_types":["code"],
				"token_endpoint_auth_method":"client_secret_post"}"""),

		MCP_REMOTE(160, """
				{"redirect_uris":["http://localhost:3334/oauth/callback"],"token_endpoint_auth_method":"none",
				"grant_types":["authorization_code","refresh_token"],"response_types":["code"],
				"client_name":"MCP CLI Proxy","client_uri":"https://github.com/modelcontextprotocol/mcp-cli",
				"software_id":"2e6dc280-f3c3-4e01-99a7-8181dbd1d23d","software_version":"0.1.29"}"""),

		/**
		 * No real one, and as long as the longest that was seen: 540 bytes without
		 * spaces.
		 */
		UNFORESEEN(300, """
				{"client_name":"A tool that nobody foresaw with a long name",
				"redirect_uris":["https://connectors.some-company.example/api/v2/integrations/oauth/callback",
				"https://staging.connectors.some-company.example/api/v2/integrations/oauth/callback",
				"https://eu-central-1.connectors.some-company.example/api/v2/integrations/oauth/callback",
				"http://127.0.0.1:49152/desktop/authorization-response","com.some-company.connector:/oauth/callback"],
				"grant_types":["authorization_code","refresh_token"],"response_types":["code"],
				"token_endpoint_auth_method":"client_secret_basic"}""");

		private final int limit;

		private final String body;

		Client(int limit, String body) {
			this.limit = limit;
			this.body = body;
		}

	}

}
