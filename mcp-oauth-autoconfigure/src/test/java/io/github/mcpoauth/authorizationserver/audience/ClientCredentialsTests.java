package io.github.mcpoauth.authorizationserver.audience;

import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.resource.Caller;
import io.github.mcpoauth.support.ClientKey;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Configured clients that act for themselves (checklist E1, RFC 6749 section 4.4).
 */
class ClientCredentialsTests {

	private static final String SECRET = "the-secret-of-the-nightly-report";

	private static final String CLIENTS = "mcp.oauth.authorization-server.clients.";

	private static final String OTHER = "https://weather.example.com/mcp";

	private static final ClientKey KEY = new ClientKey("key-of-the-backup");

	@RegisterExtension
	static final TestServer server = TestServer.start("mcp.oauth.resource.scopes=read",
			"mcp.oauth.scopes.write.description=Change reports",
			"mcp.oauth.server-registry.servers.weather.resource-url=" + OTHER,
			"mcp.oauth.server-registry.servers.weather.scopes=weather", CLIENTS + "report.secret-sha256=" + hex(SECRET),
			CLIENTS + "report.scopes=read,weather", CLIENTS + "backup.jwks=" + KEY.jwks(),
			CLIENTS + "backup.scopes=read", CLIENTS + "backup.resources=" + OTHER,
			CLIENTS + "exchanger.secret-sha256=" + hex(SECRET), CLIENTS + "exchanger.grant-types=jwt-bearer");

	private static String hex(String secret) {
		return HexFormat.of().formatHex(Sha256.of(secret));
	}

	private final Http http = new Http();

	private Reply token(String clientId, String secret, Map<String, String> more) {
		Map<String, String> form = new HashMap<>(Map.of("grant_type", "client_credentials"));
		form.putAll(more);
		String credentials = Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes());
		return this.http.postForm(server.url("/oauth2/token"), form, "Authorization", "Basic " + credentials);
	}

	private Reply report(Map<String, String> more) {
		return token("report", SECRET, more);
	}

	private static JWTClaimsSet claims(Reply reply) throws Exception {
		return SignedJWT.parse((String) reply.json().get("access_token")).getJWTClaimsSet();
	}

	@Test
	void tokenWhenClientHasTheSecretThenItCallsTheEndpointAsItself() throws Exception {
		Reply reply = report(Map.of("resource", server.url("/mcp"), "scope", "read"));
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.json()).containsEntry("scope", "read")
			.containsEntry("token_type", "Bearer")
			.doesNotContainKey("refresh_token");
		JWTClaimsSet claims = claims(reply);
		assertThat(claims.getSubject()).isEqualTo("report");
		assertThat(claims.getStringClaim("client_id")).isEqualTo("report");
		assertThat(claims.getAudience()).containsExactly(server.url("/mcp"));
		Reply call = this.http.postJson(server.url("/mcp"), "{}", "Authorization",
				"Bearer " + reply.json().get("access_token"));
		assertThat(call.status()).isEqualTo(200);
		assertThat(call.json()).containsEntry("caller", "report");
	}

	@Test
	void tokenWhenNothingIsAskedForThenFirstEndpointAndAllScopesThatItHas() throws Exception {
		Reply reply = report(Map.of());
		assertThat(reply.json()).containsEntry("scope", "read");
		assertThat(claims(reply).getAudience()).containsExactly(server.url("/mcp"));
	}

	/** RFC 7523 section 2.2, which the specification recommends. */
	@Test
	void tokenWhenClientSignsThenForItsFirstResource() throws Exception {
		Reply reply = this.http.postForm(server.url("/oauth2/token"), signed(KEY));
		assertThat(reply.status()).isEqualTo(200);
		assertThat(claims(reply).getAudience()).containsExactly(OTHER);
		assertThat(claims(reply).getSubject()).isEqualTo("backup");
	}

	@Test
	void tokenWhenAnotherKeySignsThen401() {
		Reply reply = this.http.postForm(server.url("/oauth2/token"), signed(new ClientKey("key-of-the-backup")));
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.json()).containsEntry("error", "invalid_client");
	}

	private static Map<String, String> signed(ClientKey key) {
		return Map.of("grant_type", "client_credentials", "client_assertion_type", ClientKey.ASSERTION_TYPE,
				"client_assertion", key.assertion("backup", server.url("")));
	}

	@Test
	void tokenWhenSecretIsWrongThen401() {
		Reply reply = token("report", "wrong", Map.of());
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.json()).containsEntry("error", "invalid_client");
	}

	@Test
	void tokenWhenClientOnlySaysWhoItIsThen401() {
		Reply reply = this.http.postForm(server.url("/oauth2/token"),
				Map.of("grant_type", "client_credentials", "client_id", "report"));
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.json()).containsEntry("error", "invalid_client");
	}

	@Test
	void tokenWhenScopeIsNotTheClientsThenInvalidScope() {
		assertThat(report(Map.of("scope", "read write")).json()).containsEntry("error", "invalid_scope");
	}

	@Test
	void tokenWhenScopeIsAnotherResourcesThenInvalidScope() {
		assertThat(report(Map.of("scope", "weather")).json()).containsEntry("error", "invalid_scope");
	}

	@Test
	void tokenWhenResourceIsNotTheClientsThenInvalidTarget() {
		assertThat(report(Map.of("resource", OTHER)).json()).containsEntry("error", "invalid_target");
		assertThat(report(Map.of("resource", "https://unknown.example.com/mcp")).json()).containsEntry("error",
				"invalid_target");
	}

	@Test
	void tokenWhenGrantIsNotTheClientsThenUnauthorizedClient() {
		assertThat(token("exchanger", SECRET, Map.of()).json()).containsEntry("error", "unauthorized_client");
	}

	/** Whoever registers is a stranger, also with a secret. */
	@Test
	void tokenWhenClientRegisteredItselfThenUnauthorizedClient() {
		Map<String, Object> client = this.http
			.postJson(server.url("/oauth2/register"),
					ClientRequests.registration(",\"token_endpoint_auth_method\":\"client_secret_post\""))
			.json();
		Reply reply = this.http.postForm(server.url("/oauth2/token"), Map.of("grant_type", "client_credentials",
				"client_id", (String) client.get("client_id"), "client_secret", (String) client.get("client_secret")));
		assertThat(reply.json()).containsEntry("error", "unauthorized_client");
		OAuthFlow flow = OAuthFlow.register(server);
		assertThat(flow.token(new HashMap<>(Map.of("grant_type", "client_credentials", "client_id", flow.clientId())))
			.json()).containsEntry("error", "unauthorized_client");
	}

	@Test
	void authorizeWhenClientActsForItselfThenNoLogin() {
		Reply reply = OAuthFlow.withClientId(server, "report")
			.authorize(OAuthFlow.withClientId(server, "report").request());
		assertThat(reply.status()).isEqualTo(400);
	}

	@Test
	void userinfoWhenNoPersonIsBehindTheTokenThen401() {
		Reply reply = this.http.get(server.url("/oauth2/userinfo"), "Authorization",
				"Bearer " + report(Map.of()).json().get("access_token"));
		assertThat(reply.status()).isEqualTo(401);
	}

	@Checklist("B10")
	@Test
	void metadataWhenClientMayThenNamesTheGrant() {
		assertThat(this.http.get(server.url("/.well-known/oauth-authorization-server")).json())
			.containsEntry("grant_types_supported",
					List.of("authorization_code", "refresh_token", "client_credentials"))
			.containsEntry("token_endpoint_auth_methods_supported",
					List.of("none", "client_secret_basic", "client_secret_post", "private_key_jwt"));
	}

	@Test
	void metadataWhenNoClientMayThenDoesNotNameTheGrant() {
		try (TestServer other = TestServer.start()) {
			assertThat(this.http.get(other.url("/.well-known/oauth-authorization-server")).json())
				.containsEntry("grant_types_supported", List.of("authorization_code", "refresh_token"));
		}
	}

	/** RFC 9068 section 5: the same word may be a user's name. */
	@Test
	void callerWhenSubjectIsTheClientThenNoPerson() {
		assertThat(caller("report", "report").isClient()).isTrue();
		assertThat(caller("alice", "report").isClient()).isFalse();
	}

	private static Caller caller(String subject, String clientId) {
		return Caller.of(new JwtAuthenticationToken(
				Jwt.withTokenValue("token").header("alg", "none").subject(subject).claim("client_id", clientId).build(),
				List.of()));
	}

	/** Such a client has no redirect URI, so there is none to tell it so. */
	@Tag("A1")
	@Tag("A13")
	@Tag("A14")
	@ParameterizedTest
	@ValueSource(strings = { "&redirect_uri=https://evil.example/cb", "&redirect_uri=https://evil.example/cb&request=x",
			"&redirect_uri=", "" })
	void authorizeWhenClientLogsNobodyInThenLocalErrorWithoutRedirect(String redirectUri) {
		for (String clientId : new String[] { "report", "backup", "exchanger" }) {
			Map<String, String> request = new ClientRequests(clientId, null).authorization();
			request.remove("redirect_uri");
			Reply reply = this.http.get(server.url("/oauth2/authorize?" + Http.encode(request) + redirectUri));
			assertThat(reply.status()).isEqualTo(400);
			assertThat(reply.location()).isNull();
		}
	}

}
