package io.github.mcpoauth.attack;

import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.support.AllModes;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestTokens;
import io.github.mcpoauth.support.Tripwire;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens that their issuer has not signed, or not so, wherever this server takes one (RFC
 * 8725 section 3).
 */
@ExtendWith(OutputCaptureExtension.class)
class JwtAttackTests {

	@RegisterExtension
	static final Tripwire tripwire = new Tripwire();

	@Tag("G1")
	@Tag("G2")
	@Tag("G3")
	@Tag("G4")
	@Tag("G5")
	@AllModes
	void callWhenTokenIsForgedThenInvalidTokenAndNoKeyIsFetched(Deployment deployment, CapturedOutput output) {
		String genuine = deployment.accessToken("mcp:connect");
		assertThat(deployment.callWith(genuine).status()).isEqualTo(200);
		forgeries(deployment, genuine).forEach((name, token) -> {
			InvalidTokens.assertRefused(deployment.callWith(token), name);
			assertThat(output.toString()).as(name).doesNotContain(token);
		});
		assertThat(tripwire.connections()).isEmpty();
		assertThat(deployment.callWith(genuine).status()).isEqualTo(200);
	}

	/** OpenID Connect Core section 5.3.3. */
	@Tag("G1")
	@Tag("G2")
	@Tag("G4")
	@Test
	void userinfoWhenTokenIsForgedThenInvalidToken() {
		Deployment deployment = Deployment.AUTHORIZATION_SERVER;
		String genuine = deployment.accessToken("mcp:connect");
		assertThat(userinfo(genuine).status()).isEqualTo(200);
		forgeries(deployment, genuine).forEach((name, token) -> {
			Reply reply = userinfo(token);
			assertThat(reply.status()).as(name).isEqualTo(401);
			assertThat(reply.header("WWW-Authenticate")).as(name).contains("error=\"invalid_token\"");
		});
		assertThat(tripwire.connections()).isEmpty();
	}

	/** RFC 7662 section 2.2: nothing is said of it but that it is no token. */
	@Tag("G1")
	@Tag("G2")
	@Tag("G4")
	@Test
	void introspectWhenTokenIsForgedThenInactive() {
		Deployment deployment = Deployment.AUTHORIZATION_SERVER;
		CodeFlow client = deployment.register();
		String genuine = (String) client.tokens().get("access_token");
		assertThat(introspect(client, genuine).json()).containsEntry("active", true);
		forgeries(deployment, genuine).forEach((name, token) -> {
			Reply reply = introspect(client, token);
			assertThat(reply.status()).as(name).isEqualTo(200);
			assertThat(reply.json()).as(name).isEqualTo(Map.of("active", false));
		});
		assertThat(tripwire.connections()).isEmpty();
	}

	/** Who holds a revoked token finds other ways to write it. */
	@Tag("G13")
	@Test
	void callWhenTokenWasRevokedThenRefusedHoweverItIsWritten() {
		Deployment deployment = Deployment.AUTHORIZATION_SERVER;
		CodeFlow client = deployment.register();
		String token = (String) client.tokens().get("access_token");
		new Http().postForm(deployment.server().url("/oauth2/revoke"),
				Map.of("client_id", client.clientId(), "token", token));
		char unusedBits = (char) (token.charAt(token.length() - 1) + 1);
		for (String written : List.of(token, token + "=", token.substring(0, token.length() - 1) + unusedBits)) {
			InvalidTokens.assertRefused(deployment.callWith(written), written);
			assertThat(userinfo(written).status()).isEqualTo(401);
			assertThat(introspect(client, written).json()).containsEntry("active", false);
		}
	}

	/** The key is the issuer's; RFC 8725 section 3.1 has the verifier choose. */
	@Tag("G3")
	@Test
	void callWhenTheRightKeySignsWithAnotherAlgorithmThenRefused() throws JOSEException {
		TestTokens tokens = Deployment.AUTHORIZATION_SERVER.tokens();
		PrivateKey key = tokens.key().toPrivateKey();
		String claims = new Base64URL(tokens.valid().split("\\.")[1]).decodeToString();
		for (String algorithm : List.of("RS256", "RS384", "RS512", "PS256")) {
			String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + tokens.key().getKeyID() + "\"}";
			Reply reply = Deployment.AUTHORIZATION_SERVER.callWith(RawTokens.sign(algorithm, key, header, claims));
			assertThat(reply.status()).as(algorithm).isEqualTo(algorithm.equals("RS256") ? 200 : 401);
		}
	}

	/** RFC 7515 section 4.1.11, and RFC 7797 section 7 for what is never in a JWT. */
	@Tag("G8")
	@AllModes
	void callWhenCriticalHeaderIsNotUnderstoodThenRefused(Deployment deployment) throws JOSEException {
		TestTokens tokens = deployment.tokens();
		String claims = new Base64URL(tokens.valid().split("\\.")[1]).decodeToString();
		for (String critical : List.of("[\"unknown\"],\"unknown\":1", "[\"exp\"],\"exp\":4102444800", "[\"unknown\"]",
				"\"unknown\"", "[5]", "[\"alg\"]", "null,\"crit\":[\"unknown\"]", "[\"b64\"],\"b64\":false")) {
			String header = "{\"alg\":\"RS256\",\"kid\":\"" + tokens.key().getKeyID() + "\",\"crit\":" + critical + "}";
			InvalidTokens.assertRefused(
					deployment.callWith(RawTokens.sign("RS256", tokens.key().toPrivateKey(), header, claims)),
					critical);
		}
	}

	/**
	 * Tokens that name keys by the thousand cost the issuer and other callers nothing.
	 */
	@Tag("G7")
	@AllModes
	void callWhenThousandTokensNameUnknownKeysThenAtMostTwoFetchesAndGoodCallersGoOn(Deployment deployment) {
		String genuine = deployment.accessToken("mcp:connect");
		assertThat(deployment.callWith(genuine).status()).isEqualTo(200);
		String rest = genuine.substring(genuine.indexOf('.'));
		int before = keyFetches(deployment);
		long start = System.nanoTime();
		for (int i = 0; i < 1000; i++) {
			String header = RawTokens.base64("{\"alg\":\"RS256\",\"kid\":\"unknown-" + i + "\"}");
			assertThat(deployment.callWith(header + rest).status()).isEqualTo(401);
		}
		assertThat(deployment.callWith(genuine).status()).isEqualTo(200);
		// A busy machine takes longer, and gets two more for each further 30 seconds
		int windows = 1 + (int) (Duration.ofNanos(System.nanoTime() - start).toSeconds() / 30);
		assertThat(keyFetches(deployment) - before).isLessThanOrEqualTo(2 * windows);
	}

	private static int keyFetches(Deployment deployment) {
		return (deployment == Deployment.AUTHORIZATION_SERVER) ? 0
				: deployment.provider().server().findAll(getRequestedFor(urlEqualTo("/idp/keys"))).size();
	}

	/** RFC 7518 section 3.3, and a secret that is in public is none. */
	@Tag("G17")
	@Tag("G18")
	@Test
	void callWhenIssuerPublishesAWeakOrSharedKeyThenItVerifiesNothing() throws JOSEException {
		OctetSequenceKey shared = new OctetSequenceKey.Builder(new byte[32]).keyID("shared").build();
		try (FacadeServer facade = FacadeServer.start()) {
			TestTokens good = facade.provider().tokens();
			TestTokens weak = new TestTokens(facade.provider().issuer(), FacadeServer.RESOURCE,
					TestTokens.key("weak", 1024));
			JWKSet keys = new JWKSet(List.of(weak.key(), shared, good.key()));
			facade.provider().server().stubFor(get(urlEqualTo("/idp/keys")).willReturn(okJson(keys.toString(false))));
			assertThat(FacadeFlow.callMcp(facade.server(), good.valid()).status()).isEqualTo(200);
			InvalidTokens.assertRefused(FacadeFlow.callMcp(facade.server(), weak.valid()), "weak");
			SignedJWT symmetric = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("shared").build(),
					new JWTClaimsSet.Builder().issuer(facade.provider().issuer())
						.audience(FacadeServer.RESOURCE)
						.expirationTime(Date.from(Instant.now().plusSeconds(300)))
						.subject("alice")
						.claim("scope", "mcp:connect")
						.build());
			symmetric.sign(new MACSigner(shared));
			InvalidTokens.assertRefused(FacadeFlow.callMcp(facade.server(), symmetric.serialize()), "shared");
		}
	}

	private static Map<String, String> forgeries(Deployment deployment, String genuine) {
		return Forgeries.of(genuine, deployment.tokens().key(), tripwire.url());
	}

	private static Reply userinfo(String token) {
		return new Http().get(Deployment.AUTHORIZATION_SERVER.server().url("/oauth2/userinfo"), "Authorization",
				"Bearer " + token);
	}

	private static Reply introspect(CodeFlow client, String token) {
		return new Http().postForm(Deployment.AUTHORIZATION_SERVER.server().url("/oauth2/introspect"),
				Map.of("client_id", client.clientId(), "token", token));
	}

}
