package io.github.mcpoauth.authorizationserver;

import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens for users whom a trusted issuer vouches for (checklist E2, ID-JAG).
 */
@ExtendWith(OutputCaptureExtension.class)
class IdentityAssertionTests {

	static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

	static final String SECRET = "the-secret-of-the-agent";

	private static final String OTHER = "https://weather.example.com/mcp";

	@RegisterExtension
	static final TestProvider issuer = new TestProvider("unused");

	@RegisterExtension
	static final TestProvider restricted = new TestProvider("unused");

	@RegisterExtension
	static final TestServer server = TestServer.start(Stream
		.concat(Stream.of(settings(issuer)),
				Stream.of("mcp.oauth.scopes.unasked.description=Of the issuer and of no client",
						"mcp.oauth.server-registry.servers.weather.resource-url=" + OTHER,
						"mcp.oauth.server-registry.servers.weather.scopes=read",
						"mcp.oauth.authorization-server.identity-assertions.issuers.restricted.issuer-uri="
								+ restricted.issuer(),
						"mcp.oauth.authorization-server.identity-assertions.issuers.restricted.client-ids=somebody",
						"mcp.oauth.authorization-server.clients.job.secret-sha256=" + hex(SECRET)))
		.toArray(String[]::new));

	private final Http http = new Http();

	static String[] settings(TestProvider issuer) {
		return new String[] { "mcp.oauth.resource.scopes=read", "mcp.oauth.scopes.write.description=Change things",
				"mcp.oauth.authorization-server.identity-assertions.issuers.idp.issuer-uri=" + issuer.issuer(),
				"mcp.oauth.authorization-server.clients.agent.secret-sha256=" + hex(SECRET),
				"mcp.oauth.authorization-server.clients.agent.grant-types=jwt-bearer",
				"mcp.oauth.authorization-server.clients.agent.scopes=read,write" };
	}

	static String hex(String secret) {
		return HexFormat.of().formatHex(Sha256.of(secret));
	}

	/** A good assertion, with claims to be changed. */
	static String assertion(TestProvider issuer, String audience, Consumer<JWTClaimsSet.Builder> change) {
		return issuer.tokens()
			.with((header) -> header.type(new JOSEObjectType("oauth-id-jag+jwt")),
					(claims) -> change.accept(good(claims, audience)));
	}

	private static JWTClaimsSet.Builder good(JWTClaimsSet.Builder claims, String audience) {
		return claims.audience(audience)
			.jwtID(UUID.randomUUID().toString())
			.claim("client_id", "agent")
			.claim("email", "alice@example.com")
			.claim("name", "Alice")
			.claim("scope", "read unasked");
	}

	private static String assertion(Consumer<JWTClaimsSet.Builder> change) {
		return assertion(issuer, server.url(""), change);
	}

	private static String assertion() {
		return assertion((claims) -> {
		});
	}

	static Reply redeem(TestServer at, String assertion, String... more) {
		Map<String, String> form = new HashMap<>(Map.of("grant_type", GRANT, "assertion", assertion));
		for (int i = 0; i < more.length; i += 2) {
			form.put(more[i], more[i + 1]);
		}
		return new Http().postForm(at.url("/oauth2/token"), form, "Authorization",
				"Basic " + Base64.getEncoder().encodeToString(("agent:" + SECRET).getBytes()));
	}

	private static Reply redeem(String assertion, String... more) {
		return redeem(server, assertion, more);
	}

	private static JWTClaimsSet claims(Reply reply) throws Exception {
		return SignedJWT.parse((String) reply.json().get("access_token")).getJWTClaimsSet();
	}

	@Checklist("E2")
	@Test
	void tokenWhenAssertionIsGoodThenItCallsTheEndpointAsTheUser() throws Exception {
		Reply reply = redeem(assertion(), "resource", server.url("/mcp"));
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.json()).containsEntry("scope", "read")
			.containsEntry("token_type", "Bearer")
			.doesNotContainKey("refresh_token");
		JWTClaimsSet claims = claims(reply);
		assertThat(claims.getSubject()).isEqualTo(issuer.issuer() + "|alice");
		assertThat(claims.getAudience()).containsExactly(server.url("/mcp"));
		assertThat(claims.getStringClaim("client_id")).isEqualTo("agent");
		assertThat(claims.getStringClaim("email")).isEqualTo("alice@example.com");
		assertThat(claims.getStringClaim("name")).isEqualTo("Alice");
		Reply call = this.http.postJson(server.url("/mcp"), "{}", "Authorization",
				"Bearer " + reply.json().get("access_token"));
		assertThat(call.json()).containsEntry("caller", issuer.issuer() + "|alice");
	}

	static Stream<Arguments> wrongAssertions() {
		Date now = new Date();
		Date future = Date.from(Instant.now().plusSeconds(200));
		Date past = Date.from(Instant.now().minusSeconds(100));
		return Stream.of(refused("iss", (claims) -> claims.issuer("https://evil.example.com")),
				refused("aud", (claims) -> claims.audience(OTHER)),
				refused("aud", (claims) -> claims.audience(List.of(server.url(""), OTHER))),
				refused("aud", (claims) -> claims.audience(server.url("/oauth2/token"))),
				refused("sub", (claims) -> claims.subject(null)), refused("jti", (claims) -> claims.jwtID(null)),
				refused("exp", (claims) -> claims.expirationTime(null)),
				refused("exp", (claims) -> claims.expirationTime(past)),
				refused("nbf", (claims) -> claims.notBeforeTime(future)),
				refused("iat", (claims) -> claims.issueTime(future)),
				refused("iat", (claims) -> claims.issueTime(Date.from(Instant.now().minusSeconds(700)))),
				refused("iat", (claims) -> claims.issueTime(null).expirationTime(now)),
				refused("client_id", (claims) -> claims.claim("client_id", "another")),
				refused("client_id", (claims) -> claims.claim("client_id", null)),
				refused("resource", (claims) -> claims.claim("resource", "https://unknown.example.com/mcp")),
				refused("resource", (claims) -> claims.claim("resource", List.of(server.url("/mcp"), OTHER))));
	}

	private static Arguments refused(String check, Consumer<JWTClaimsSet.Builder> change) {
		return Arguments.of(check, change);
	}

	@Checklist("E2")
	@ParameterizedTest
	@MethodSource("wrongAssertions")
	void tokenWhenAClaimIsWrongThenInvalidGrantThatNamesIt(String check, Consumer<JWTClaimsSet.Builder> change,
			CapturedOutput output) {
		String assertion = assertion(change);
		Reply reply = redeem(assertion);
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json()).containsEntry("error", "invalid_grant");
		assertThat((String) reply.json().get("error_description")).contains(check);
		assertThat(output).doesNotContain(assertion);
	}

	@Checklist("E2")
	@Test
	void tokenWhenTypeIsThatOfAnotherTokenThenInvalidGrant() {
		for (String type : List.of("JWT", "at+jwt")) {
			Reply reply = redeem(issuer.tokens()
				.with((header) -> header.type(new JOSEObjectType(type)), (claims) -> good(claims, server.url(""))));
			assertThat(reply.json()).containsEntry("error", "invalid_grant");
			assertThat((String) reply.json().get("error_description")).contains("typ");
		}
	}

	@Checklist("E2")
	@Test
	void tokenWhenAnotherKeySignsThenInvalidGrant() {
		TestTokens forged = new TestTokens(issuer.issuer(), "unused", TestTokens.key("key-1", 2048));
		assertSignatureIsRefused(forged.with((header) -> header.type(new JOSEObjectType("oauth-id-jag+jwt")),
				(claims) -> good(claims, server.url(""))));
	}

	/** With the public key as the secret, or without any signature. */
	@Checklist("E2")
	@Test
	void tokenWhenAlgorithmIsNotAsymmetricThenInvalidGrant() throws Exception {
		JWTClaimsSet claims = SignedJWT.parse(assertion()).getJWTClaimsSet();
		SignedJWT symmetric = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("key-1")
			.type(new JOSEObjectType("oauth-id-jag+jwt"))
			.build(), claims);
		symmetric.sign(new MACSigner(issuer.tokens().key().toRSAPublicKey().getEncoded()));
		assertSignatureIsRefused(symmetric.serialize());
		Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
		assertSignatureIsRefused(base64.encodeToString("{\"alg\":\"none\",\"typ\":\"oauth-id-jag+jwt\"}".getBytes())
				+ "." + base64.encodeToString(claims.toString().getBytes()) + ".");
	}

	private static void assertSignatureIsRefused(String assertion) {
		Reply reply = redeem(assertion);
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json()).containsEntry("error", "invalid_grant");
	}

	@Checklist("E2")
	@Test
	void tokenWhenAssertionIsUsedAgainThenInvalidGrant() {
		String assertion = assertion();
		assertThat(redeem(assertion).status()).isEqualTo(200);
		Reply again = redeem(assertion);
		assertThat(again.json()).containsEntry("error", "invalid_grant");
		assertThat((String) again.json().get("error_description")).contains("jti");
	}

	@Test
	void tokenWhenAssertionIsUsedSixteenTimesAtOnceThenOneToken() {
		String assertion = assertion();
		assertThat(IntStream.range(0, 16).parallel().mapToObj((i) -> redeem(assertion).status()).toList())
			.containsOnlyOnce(200)
			.containsOnly(200, 400);
	}

	/** A request that is refused for another reason costs the client nothing. */
	@Test
	void tokenWhenFirstRequestIsRefusedThenAssertionIsStillGood() {
		String assertion = assertion();
		assertThat(redeem(assertion, "scope", "write").json()).containsEntry("error", "invalid_scope");
		assertThat(redeem(assertion).status()).isEqualTo(200);
	}

	@Test
	void tokenWhenResourcesDifferThenInvalidGrant() {
		String assertion = assertion((claims) -> claims.claim("resource", OTHER));
		assertThat(redeem(assertion, "resource", server.url("/mcp")).json()).containsEntry("error", "invalid_grant");
		String own = assertion((claims) -> claims.claim("resource", server.url("/mcp")));
		assertThat(redeem(own, "resource", server.url("/mcp")).status()).isEqualTo(200);
		assertThat(redeem(assertion(), "resource", "https://unknown.example.com/mcp").json()).containsEntry("error",
				"invalid_target");
	}

	/** What the client may not have, the issuer can't give it. */
	@Checklist("E2")
	@Test
	void tokenWhenResourceIsNotTheClientsThenInvalidTarget() {
		assertThat(redeem(assertion((claims) -> claims.claim("resource", OTHER))).json()).containsEntry("error",
				"invalid_target");
	}

	@Checklist("E2")
	@Test
	void tokenWhenScopesAreAskedForThenThoseThatAllAgreeTo() {
		assertThat(redeem(assertion((claims) -> claims.claim("scope", "read write unasked")), "scope", "read").json())
			.containsEntry("scope", "read");
		assertThat(redeem(assertion((claims) -> claims.claim("scope", "unasked"))).json()).containsEntry("error",
				"invalid_scope");
		assertThat(redeem(assertion((claims) -> claims.claim("scope", "unknown"))).json()).containsEntry("error",
				"invalid_scope");
		assertThat(redeem(assertion((claims) -> claims.claim("scope", null))).json()).containsEntry("scope", "read");
		assertThat(redeem(assertion((claims) -> claims.claim("scope", null)), "scope", "write").json())
			.containsEntry("error", "invalid_scope");
	}

	@Test
	void tokenWhenIssuerMayNotVouchToTheClientThenInvalidGrant() {
		Reply reply = redeem(assertion(restricted, server.url(""), (claims) -> {
		}));
		assertThat(reply.json()).containsEntry("error", "invalid_grant");
		assertThat((String) reply.json().get("error_description")).contains("client_id");
	}

	@Checklist("E2")
	@Test
	void tokenWhenClientDoesNotAuthenticateThenRefused() {
		Map<String, String> form = Map.of("grant_type", GRANT, "assertion", assertion(), "client_id", "agent");
		assertThat(this.http.postForm(server.url("/oauth2/token"), form).json()).containsEntry("error",
				"invalid_client");
		String publicClient = OAuthFlow.register(server).clientId();
		assertThat(this.http.postForm(server.url("/oauth2/token"),
				Map.of("grant_type", GRANT, "client_id", publicClient, "assertion",
						assertion((claims) -> claims.claim("client_id", publicClient))))
			.json()).containsEntry("error", "unauthorized_client");
	}

	@Test
	void tokenWhenClientRegisteredWithASecretThenForItsOwnAssertionsOnly() {
		Map<String, Object> client = this.http
			.postJson(server.url("/oauth2/register"),
					ClientRequests.registration(",\"token_endpoint_auth_method\":\"client_secret_post\""))
			.json();
		Map<String, String> form = new HashMap<>(
				Map.of("grant_type", GRANT, "client_id", (String) client.get("client_id"), "client_secret",
						(String) client.get("client_secret"), "assertion", assertion()));
		assertThat(this.http.postForm(server.url("/oauth2/token"), form).json()).containsEntry("error",
				"invalid_grant");
		form.put("assertion", assertion((claims) -> claims.claim("client_id", client.get("client_id"))));
		assertThat(this.http.postForm(server.url("/oauth2/token"), form).status()).isEqualTo(200);
	}

	@Test
	void tokenWhenConfiguredClientMayNotThenUnauthorizedClient() {
		Reply reply = this.http.postForm(server.url("/oauth2/token"), Map.of("grant_type", GRANT, "client_id", "job",
				"client_secret", SECRET, "assertion", assertion((claims) -> claims.claim("client_id", "job"))));
		assertThat(reply.json()).containsEntry("error", "unauthorized_client");
	}

	@Test
	void tokenWhenAssertionIsMissingThenInvalidRequest() {
		assertThat(redeem("").json()).containsEntry("error", "invalid_request");
	}

	@Test
	void tokenWhenKeysCanNotBeHadThen503() {
		try (TestProvider down = new TestProvider("unused"); TestServer other = TestServer.start(settings(down))) {
			String assertion = assertion(down, other.url(""), (claims) -> {
			});
			down.server().resetAll();
			Reply reply = redeem(other, assertion);
			assertThat(reply.status()).isEqualTo(503);
			assertThat(reply.json()).containsEntry("error", "temporarily_unavailable");
			assertThat(reply.header("Retry-After")).isNotNull();
		}
	}

	/** Whoever may not log in at the issuer gets no tokens through it either. */
	@Test
	void tokenWhenUserMayNotLogInAtTheSameIssuerThenInvalidGrant() {
		String upstream = "mcp.oauth.upstreams.idp.";
		try (TestServer other = TestServer.start(Stream.concat(Stream.of(settings(issuer)),
				Stream.of("mcp.oauth.mode=authorization-server", upstream + "issuer-uri=" + issuer.issuer(),
						upstream + "client-id=here", upstream + "client-secret=secret",
						upstream + "login.allowed-users=bob"))
			.toArray(String[]::new))) {
			Reply alice = redeem(other, assertion(issuer, other.url(""), (claims) -> {
			}));
			assertThat(alice.json()).containsEntry("error", "invalid_grant");
			assertThat((String) alice.json().get("error_description")).contains("not allowed");
			assertThat(redeem(other, assertion(issuer, other.url(""), (claims) -> claims.subject("bob"))).status())
				.isEqualTo(200);
		}
	}

	@Checklist({ "B10", "E2" })
	@Test
	void metadataWhenAnIssuerIsTrustedThenNamesGrantAndProfile() {
		Map<String, Object> members = this.http.get(server.url("/.well-known/oauth-authorization-server")).json();
		assertThat((List<?>) members.get("grant_types_supported")).asString().contains(GRANT);
		assertThat(members).containsEntry("authorization_grant_profiles_supported",
				List.of("urn:ietf:params:oauth:grant-profile:id-jag"));
	}

	@Test
	void serverWhenNoIssuerIsTrustedThenKnowsNoSuchGrant() {
		try (TestServer other = TestServer.start(
				"mcp.oauth.authorization-server.clients.agent.secret-sha256=" + hex(SECRET),
				"mcp.oauth.authorization-server.clients.agent.grant-types=jwt-bearer")) {
			Map<String, Object> members = this.http.get(other.url("/.well-known/oauth-authorization-server")).json();
			assertThat((List<?>) members.get("grant_types_supported")).asString().doesNotContain("jwt-bearer");
			assertThat(members).doesNotContainKey("authorization_grant_profiles_supported");
			assertThat(redeem(other, assertion()).json()).containsEntry("error", "unsupported_grant_type");
		}
	}

}
