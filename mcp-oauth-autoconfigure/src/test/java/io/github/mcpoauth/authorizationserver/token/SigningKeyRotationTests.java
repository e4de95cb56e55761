package io.github.mcpoauth.authorizationserver.token;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens and the keys that they are signed with, over restarts, rotations and instances.
 */
class SigningKeyRotationTests {

	private final KeyPair rsa = SigningKeyMaterial.rsa(2048);

	private final KeyPair ec = SigningKeyMaterial.ec("secp256r1");

	@Test
	void loginWhenTheKeyIsOnP256ThenTokensAreSignedWithEs256AndAccepted() throws ParseException {
		try (TestServer server = TestServer.start(SigningKeyMaterial.pemProperty(0, this.ec.getPrivate()))) {
			OAuthFlow flow = OAuthFlow.register(server);
			Map<String, Object> tokens = flow.tokens();
			assertThat(signature(tokens)).isEqualTo(JWSAlgorithm.ES256);
			assertThat(flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
			Map<String, Object> refreshed = flow.token(flow.refreshRequest((String) tokens.get("refresh_token")))
				.json();
			assertThat(signature(refreshed)).isEqualTo(JWSAlgorithm.ES256);
			assertThat(flow.callMcp((String) refreshed.get("access_token")).status()).isEqualTo(200);
		}
	}

	@Test
	void keysWhenPublishedThenWithoutTheirPrivateParts() throws Exception {
		try (TestServer server = TestServer.start(SigningKeyMaterial.pemProperty(0, this.ec.getPrivate()),
				SigningKeyMaterial.pemProperty(1, this.rsa.getPrivate()))) {
			List<JWK> keys = published(server);
			assertThat(keys).hasSize(2).noneMatch(JWK::isPrivate);
			assertThat(keys).extracting(JWK::getAlgorithm).containsExactly(JWSAlgorithm.ES256, JWSAlgorithm.RS256);
			assertThat(keys.get(0).toECKey().getX().decodeToBigInteger())
				.isEqualTo(((ECPublicKey) this.ec.getPublic()).getW().getAffineX());
			for (JWK key : keys) {
				// RFC 7638
				assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
			}
		}
	}

	/**
	 * The old key comes after the new one: tokens of both are accepted, new ones are of
	 * the new key, at the other instance and after the restart of this one.
	 */
	@Tag("FT17")
	@Test
	void keyWhenRotatedThenOldTokensAreStillGoodAndNewOnesAreOfTheNewKey() throws ParseException {
		String before = SigningKeyMaterial.pemProperty(0, this.rsa.getPrivate());
		String[] after = { SigningKeyMaterial.pemProperty(0, this.ec.getPrivate()),
				SigningKeyMaterial.pemProperty(1, this.rsa.getPrivate()) };
		int port;
		String old;
		try (TestServer one = TestServer.start(before)) {
			port = one.port();
			OAuthFlow flow = OAuthFlow.register(one);
			Map<String, Object> tokens = flow.tokens();
			assertThat(signature(tokens)).isEqualTo(JWSAlgorithm.RS256);
			old = (String) tokens.get("access_token");
			try (TestServer other = TestServer.start("mcp.oauth.base-url=http://localhost:" + port, after[0],
					after[1])) {
				assertThat(published(other)).hasSize(2);
				assertThat(OAuthFlow.register(other).callMcp(old).status()).isEqualTo(200);
			}
		}
		try (TestServer restarted = TestServer.startAt(port, after)) {
			OAuthFlow flow = OAuthFlow.register(restarted);
			Map<String, Object> tokens = flow.tokens();
			assertThat(signature(tokens)).isEqualTo(JWSAlgorithm.ES256);
			assertThat(keyId(tokens)).isEqualTo(published(restarted).get(0).getKeyID());
			assertThat(flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
			assertThat(flow.callMcp(old).status()).isEqualTo(200);
		}
		try (TestServer rotated = TestServer.startAt(port, after[0])) {
			assertThat(OAuthFlow.register(rotated).callMcp(old).status()).isEqualTo(401);
		}
	}

	/**
	 * The platform refuses to choose among keys of one kind.
	 */
	@Test
	void keyWhenRotatedToOneOfTheSameKindThenTheFirstSigns() throws ParseException {
		try (TestServer server = TestServer.start(SigningKeyMaterial.pemProperty(0, this.rsa.getPrivate()),
				SigningKeyMaterial.pemProperty(1, SigningKeyMaterial.rsa(3072).getPrivate()))) {
			Map<String, Object> tokens = OAuthFlow.register(server).tokens();
			assertThat(keyId(tokens)).isEqualTo(published(server).get(0).getKeyID());
			assertThat(published(server).get(0).size()).isEqualTo(2048);
		}
	}

	/**
	 * Such keys may come from anywhere: without identifiers, and beside others that sign
	 * nothing here.
	 */
	@Test
	void keysWhenTheApplicationRotatesItsOwnThenTheFirstThatCanSigns() throws Exception {
		RSAKey first = new RSAKeyGenerator(2048).generate();
		RSAKey second = new RSAKeyGenerator(2048).generate();
		ECKey third = new ECKeyGenerator(Curve.P_256).keyID("third").generate();
		JWK large = new ECKeyGenerator(Curve.P_384).keyID("large").generate();
		JWK encryption = new RSAKeyGenerator(2048).keyID("enc").keyUse(KeyUse.ENCRYPTION).generate();
		Class<?>[] sources = { TestApplication.class, OwnKeys.class };
		try (TestServer server = TestServer.start(sources)) {
			OwnKeys.keys = new JWKSet(
					List.of(large, encryption, third.toPublicJWK(), second.toPublicJWK(), first, second));
			OAuthFlow flow = OAuthFlow.register(server);
			Map<String, Object> tokens = flow.tokens();
			SignedJWT jwt = SignedJWT.parse((String) tokens.get("access_token"));
			assertThat(jwt.verify(new RSASSAVerifier(first))).isTrue();
			assertThat(flow.callMcp(jwt.serialize()).status()).isEqualTo(200);
			OwnKeys.keys = new JWKSet(List.of(large, third, first));
			tokens = flow.token(flow.refreshRequest((String) tokens.get("refresh_token"))).json();
			assertThat(keyId(tokens)).isEqualTo("third");
			assertThat(flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
			assertThat(flow.callMcp(jwt.serialize()).status()).isEqualTo(200);
		}
	}

	@Tag("FT17")
	@Test
	void restartWhenTheKeyIsInAFileThenTokensStayValid(@TempDir Path folder) {
		String file = "mcp.oauth.authorization-server.generated-key-file=" + folder.resolve("signing-key.json");
		int port;
		String token;
		try (TestServer server = TestServer.start(file)) {
			port = server.port();
			token = (String) OAuthFlow.register(server).tokens().get("access_token");
		}
		try (TestServer restarted = TestServer.startAt(port, file)) {
			assertThat(OAuthFlow.register(restarted).callMcp(token).status()).isEqualTo(200);
		}
		try (TestServer forgetful = TestServer.startAt(port)) {
			assertThat(OAuthFlow.register(forgetful).callMcp(token).status()).isEqualTo(401);
		}
	}

	private static List<JWK> published(TestServer server) throws ParseException {
		return JWKSet.parse(new Http().get(server.url("/oauth2/jwks")).body()).getKeys();
	}

	private static JWSAlgorithm signature(Map<String, Object> tokens) throws ParseException {
		return SignedJWT.parse((String) tokens.get("access_token")).getHeader().getAlgorithm();
	}

	private static String keyId(Map<String, Object> tokens) throws ParseException {
		return SignedJWT.parse((String) tokens.get("access_token")).getHeader().getKeyID();
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnKeys {

		static volatile JWKSet keys = new JWKSet();

		@Bean
		JWKSource<SecurityContext> signingKeys() {
			return (selector, context) -> selector.select(keys);
		}

	}

}
