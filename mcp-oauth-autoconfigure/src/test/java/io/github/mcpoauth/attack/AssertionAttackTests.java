package io.github.mcpoauth.attack;

import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.support.ClientKey;
import io.github.mcpoauth.support.DocumentServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.Tripwire;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Forged assertions: of clients about themselves (RFC 7523 section 3), and of issuers
 * about users (ID-JAG).
 */
class AssertionAttackTests {

	private static final ClientKey KEY = new ClientKey("a");

	private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

	/** What is no token, and what parsers trip over that expect an object. */
	private static final List<String> GARBAGE = List.of("x", ".", "..", "...", "a.b.c", "a.b.c.d.e", "%%%.%%%.%%%",
			"\u00fc.\u00fc.\u00fc", "e30.e30.e30", "bnVsbA.e30.AAAA", "bnVsbA.bnVsbA.bnVsbA", "W10.e30.AAAA",
			"MQ.MQ.MQ", "eyJhbGciOjV9.e30.AAAA", "eyJhbGciOnt9fQ.e30.AAAA", "eyJhbGciOiJFUzI1NiJ9.bnVsbA.AAAA",
			"eyJhbGciOiJFUzI1NiJ9.W10.AAAA", "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOjV9.AAAA", "eyJhbGciOiJFUzI1NiJ9..AAAA",
			"eyJhbGciOiJub25lIn0.e30.", "{}", "{\"payload\":\"\",\"signatures\":[]}", "\u0000",
			"eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA",
			"eyJhbGciOiJFUzI1NiJ9." + RawTokens.base64("[".repeat(10_000)) + ".AAAA",
			RawTokens.base64("{\"alg\":\"ES256\",\"a\":" + "[".repeat(2500) + "]".repeat(2500) + "}") + ".e30.AAAA",
			"eyJhbGciOiJFUzI1NiJ9."
					+ RawTokens.base64("{\"iss\":\"a\",\"a\":" + "[".repeat(2500) + "]".repeat(2500) + "}") + ".AAAA",
			"a".repeat(100_000));

	@RegisterExtension
	static final Tripwire tripwire = new Tripwire();

	@RegisterExtension
	static final DocumentServer documents = DocumentServer.start();

	@RegisterExtension
	static final TestProvider issuer = new TestProvider("unused");

	@RegisterExtension
	static final TestServer vouched = TestServer.start(
			"mcp.oauth.authorization-server.identity-assertions.issuers.idp.issuer-uri=" + issuer.issuer(),
			"mcp.oauth.authorization-server.clients.agent.secret-sha256="
					+ HexFormat.of().formatHex(Sha256.of("the-secret-of-the-agent")),
			"mcp.oauth.authorization-server.clients.agent.grant-types=jwt-bearer",
			"mcp.oauth.rate-limits.enabled=false");

	@Tag("G1")
	@Tag("G2")
	@Tag("G4")
	@Tag("G5")
	@ParameterizedTest
	@EnumSource
	void tokenWhenClientAssertionIsForgedThenInvalidClientAndNoKeyIsFetched(DocumentReader reader) throws Exception {
		String client = documents.client("/assertion-" + reader, ",\"jwks\":" + KEY.jwks());
		assertThat(authenticate(reader, client, KEY.assertion(client, DocumentReader.ISSUER)).json())
			.containsEntry("error", "invalid_grant");
		int before = documents.requests().size();
		JWK published = JWKSet.parse(KEY.jwks()).getKeys().get(0);
		Forgeries.of(KEY.assertion(client, DocumentReader.ISSUER), published, tripwire.url())
			.forEach((name, forged) -> assertInvalidClient(authenticate(reader, client, forged), name));
		assertThat(tripwire.connections()).isEmpty();
		assertThat(documents.requests()).hasSize(before);
	}

	/** The client's own key elsewhere, and keys of others. */
	@Tag("G2")
	@ParameterizedTest
	@EnumSource
	void tokenWhenClientAssertionIsMadeForSomethingElseThenInvalidClient(DocumentReader reader) {
		String client = documents.client("/elsewhere-" + reader, ",\"jwks\":" + KEY.jwks());
		String victim = documents.client("/victim-" + reader, ",\"jwks\":" + new ClientKey("a").jwks());
		for (String audience : List.of("https://other.example", DocumentReader.ISSUER + "/",
				DocumentReader.ISSUER + "/oauth2/token", DocumentReader.ISSUER + "/mcp", "")) {
			assertInvalidClient(authenticate(reader, client, KEY.assertion(client, audience)), audience);
		}
		String forAll = KEY.assertion(client, "", Instant.now(),
				(claims) -> claims.audience(List.of(DocumentReader.ISSUER, "https://other.example")));
		assertInvalidClient(authenticate(reader, client, forAll), "two audiences");
		String forever = KEY.assertion(client, DocumentReader.ISSUER, Instant.now(),
				(claims) -> claims.expirationTime(Date.from(Instant.now().plusSeconds(3600))));
		assertInvalidClient(authenticate(reader, client, forever), "for an hour");
		assertInvalidClient(authenticate(reader, victim, KEY.assertion(victim, DocumentReader.ISSUER)), "key");
		assertInvalidClient(authenticate(reader, victim, KEY.assertion(client, DocumentReader.ISSUER)), "mine");
	}

	@Tag("G13")
	@Tag("G11")
	@ParameterizedTest
	@EnumSource
	void tokenWhenClientAssertionIsGarbageThenInvalidClient(DocumentReader reader) {
		String client = documents.client("/garbage-" + reader, ",\"jwks\":" + KEY.jwks());
		for (String garbage : GARBAGE) {
			assertInvalidClient(authenticate(reader, client, garbage), garbage);
			assertInvalidClient(authenticate(reader, "", garbage), "alone: " + garbage);
		}
	}

	@Tag("G1")
	@Tag("G2")
	@Tag("G4")
	@Tag("G5")
	@Test
	void tokenWhenIdentityAssertionIsForgedThenInvalidGrantAndNoKeyIsFetched() {
		assertThat(redeem(identityAssertion()).status()).isEqualTo(200);
		Forgeries.of(identityAssertion(), issuer.tokens().key(), tripwire.url()).forEach((name, forged) -> {
			Reply reply = redeem(forged);
			assertThat(reply.status()).as(name).isEqualTo(400);
			assertThat(reply.json()).as(name).containsEntry("error", "invalid_grant");
		});
		assertThat(tripwire.connections()).isEmpty();
	}

	@Tag("G13")
	@Tag("G11")
	@Test
	void tokenWhenIdentityAssertionIsGarbageThenInvalidGrant() {
		for (String garbage : GARBAGE) {
			Reply reply = redeem(garbage);
			assertThat(reply.status()).as(garbage).isEqualTo(400);
			assertThat((String) reply.json().get("error")).as(garbage).isIn("invalid_grant", "invalid_request");
		}
	}

	/**
	 * RFC 7009 section 2.2: what is no token is revoked already; RFC 7662 section 2.2.
	 */
	@Tag("G13")
	@Tag("G11")
	@Test
	void revokeAndIntrospectWhenTokenIsGarbageThenNothingIsSaid() {
		for (String garbage : GARBAGE) {
			Map<String, String> form = Map.of("token", garbage);
			assertThat(asAgent("/oauth2/revoke", form).status()).as(garbage).isEqualTo(200);
			assertThat(asAgent("/oauth2/introspect", form).json()).as(garbage).isEqualTo(Map.of("active", false));
		}
	}

	private static String identityAssertion() {
		return issuer.tokens()
			.with((header) -> header.type(new JOSEObjectType("oauth-id-jag+jwt")),
					(claims) -> claims.audience(vouched.url(""))
						.jwtID(UUID.randomUUID().toString())
						.claim("client_id", "agent")
						.claim("scope", null));
	}

	private static Reply redeem(String assertion) {
		return asAgent("/oauth2/token", Map.of("grant_type", GRANT, "assertion", assertion));
	}

	private static Reply asAgent(String path, Map<String, String> form) {
		return new Http().postForm(vouched.url(path), form, "Authorization",
				"Basic " + Base64.getEncoder().encodeToString("agent:the-secret-of-the-agent".getBytes()));
	}

	private static Reply authenticate(DocumentReader reader, String clientId, String assertion) {
		Map<String, String> request = DocumentReader.requests(clientId).token("a-code");
		if (clientId.isEmpty()) {
			request.remove("client_id");
		}
		request.put("client_assertion_type", ClientKey.ASSERTION_TYPE);
		request.put("client_assertion", assertion);
		return new Http().postForm(reader.open().url("/oauth2/token"), request);
	}

	private static void assertInvalidClient(Reply reply, String name) {
		assertThat(reply.status()).as(name).isEqualTo(401);
		assertThat(reply.json()).as(name).containsEntry("error", "invalid_client");
		assertThat(reply.header("Cache-Control")).as(name).contains("no-store");
	}

}
