package io.github.mcpoauth.jose;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import io.github.mcpoauth.support.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The policy for access tokens (RFC 9068 section 4, attack group G).
 */
class AccessTokenDecodersTests {

	private static final String ISSUER = "https://issuer.example";

	private static final String AUDIENCE = "https://mcp.example/mcp";

	private static final TestTokens TOKENS = new TestTokens(ISSUER, AUDIENCE);

	private static final RSAKey WEAK = TestTokens.key("weak", 1024);

	private static final OctetSequenceKey SHARED = new OctetSequenceKey.Builder(new byte[64]).keyID("shared").build();

	private final JwtDecoder decoder = decoder(TOKENS.key(), WEAK, SHARED);

	@Test
	void decodeWhenTokenIsRightThenAccepted() {
		assertThat(this.decoder.decode(TOKENS.valid()).getSubject()).isEqualTo("alice");
	}

	@ParameterizedTest
	@ValueSource(strings = { "JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt" })
	void decodeWhenTypeIsOneOfAccessTokensThenAccepted(String type) {
		assertThat(this.decoder.decode(TOKENS.with((header) -> header.type(new JOSEObjectType(type)), (claims) -> {
		}))).isNotNull();
	}

	@Test
	void decodeWhenTypeIsAbsentThenAccepted() {
		assertThat(this.decoder.decode(TOKENS.with((header) -> header.type(null), (claims) -> {
		}))).isNotNull();
	}

	@Tag("F6")
	@ParameterizedTest
	@ValueSource(strings = { "logout+jwt", "dpop+jwt", "oauth-id-jag+jwt", "JOSE" })
	void decodeWhenTypeIsOfAnotherKindOfTokenThenRefused(String type) {
		assertRefused(TOKENS.with((header) -> header.type(new JOSEObjectType(type)), (claims) -> {
		}));
	}

	@Tag("F3")
	@Test
	void decodeWhenAudienceIsOneOfSeveralThenAccepted() {
		assertThat(this.decoder.decode(TOKENS.with((claims) -> claims.audience(List.of("other", AUDIENCE)))))
			.isNotNull();
	}

	@Tag("F1")
	@Tag("F4")
	@ParameterizedTest
	@ValueSource(strings = { "https://mcp.example/mcp-evil", "https://mcp.example", "https://mcp.example/mcp//",
			"https://mcp.example:8443/mcp", "http://mcp.example/mcp", "https://mcp.example/MCP",
			"https://other.example/mcp", "https://mcp.example/mcp?x", "", "client-id" })
	void decodeWhenAudienceIsAnotherThenRefused(String audience) {
		assertRefused(TOKENS.with((claims) -> claims.audience(audience)));
	}

	static Stream<Arguments> wrongClaims() {
		Instant now = Instant.now();
		return Stream.of(wrong("no audience", (claims) -> claims.audience((List<String>) null)),
				wrong("empty audience", (claims) -> claims.audience(List.of())),
				wrong("no issuer", (claims) -> claims.issuer(null)),
				wrong("other issuer (G14, F14)", (claims) -> claims.issuer("https://other.example")),
				wrong("issuer with slash", (claims) -> claims.issuer(ISSUER + "/")),
				wrong("no expiry (G10)", (claims) -> claims.expirationTime(null)),
				wrong("expiry as text (G10)", (claims) -> claims.claim("exp", "4102444800")),
				wrong("not before as text (G10)", (claims) -> claims.claim("nbf", "1")),
				wrong("audience as number", (claims) -> claims.claim("aud", 5)),
				wrong("issuer as number", (claims) -> claims.claim("iss", 5)),
				wrong("expired beyond skew (G16)", (claims) -> claims.expirationTime(Date.from(now.minusSeconds(70)))),
				wrong("not yet valid (G16)", (claims) -> claims.notBeforeTime(Date.from(now.plusSeconds(70)))),
				wrong("issued in the future (G19)", (claims) -> claims.issueTime(Date.from(now.plusSeconds(70)))));
	}

	private static Arguments wrong(String name, Consumer<JWTClaimsSet.Builder> change) {
		return Arguments.of(name, change);
	}

	@Tag("G10")
	@Tag("G16")
	@Tag("G19")
	@Tag("F14")
	@ParameterizedTest(name = "{0}")
	@MethodSource("wrongClaims")
	void decodeWhenAClaimIsWrongThenRefused(String name, Consumer<JWTClaimsSet.Builder> change) {
		assertRefused(TOKENS.with(change));
	}

	@Tag("G16")
	@Test
	void decodeWhenExpiredWithinSkewThenAccepted() {
		assertThat(this.decoder
			.decode(TOKENS.with((claims) -> claims.expirationTime(Date.from(Instant.now().minusSeconds(50))))))
			.isNotNull();
	}

	@Tag("G1")
	@ParameterizedTest
	@ValueSource(strings = { "bnVsbA.e30.AAAA", "W10.e30.AAAA", "none", "None", "NONE" })
	void decodeWhenUnsignedThenRefused(String algorithm) {
		String payload = TOKENS.valid().split("\\.")[1];
		String header = base64("{\"alg\":\"" + algorithm + "\"}");
		assertRefused(header + "." + payload + ".");
		assertRefused(header + "." + payload);
	}

	/** RFC 7515 section 2: base64url without padding, white space or other characters. */
	@Tag("G1")
	@ParameterizedTest
	@ValueSource(strings = { "=", "==", "\n", "!", "%3D" })
	void decodeWhenSignatureIsSpelledInAnotherWayThenRefused(String more) {
		assertRefused(TOKENS.valid() + more);
	}

	/** RFC 7519 section 4.1.6. */
	@Test
	void decodeWhenTimeOfIssueIsAbsentThenAcceptedAndNoneIsMadeUp() {
		assertThat(this.decoder.decode(TOKENS.with((claims) -> claims.issueTime(null))).getIssuedAt()).isNull();
	}

	@Tag("G1")
	@Test
	void decodeWhenSignatureIsCutOrChangedThenRefused() {
		String valid = TOKENS.valid();
		String withoutSignature = valid.substring(0, valid.lastIndexOf('.') + 1);
		assertRefused(withoutSignature);
		assertRefused(withoutSignature + "AAAA");
		assertRefused(new TestTokens(ISSUER, AUDIENCE, TestTokens.key("key-1", 2048)).valid());
	}

	@Tag("G2")
	@Test
	void decodeWhenHmacIsMadeWithThePublicKeyThenRefused() throws Exception {
		SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("key-1").build(), claims());
		jwt.sign(new MACSigner(TOKENS.key().toRSAPublicKey().getEncoded()));
		assertRefused(jwt.serialize());
	}

	@Tag("G3")
	@Test
	void decodeWhenAlgorithmIsNotOnTheListThenRefused() {
		assertRefused(TestTokens.sign(new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("key-1").build(), claims(),
				TOKENS.key()));
	}

	@Tag("G4")
	@Tag("G5")
	@Test
	void decodeWhenTokenBringsItsOwnKeyThenRefused() throws Exception {
		RSAKey own = TestTokens.key("own", 2048);
		JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("own")
			.jwk(own.toPublicJWK())
			.jwkURL(URI.create("https://evil.example/jwks"))
			.x509CertURL(URI.create("https://evil.example/cert"))
			.build();
		assertRefused(TestTokens.sign(header, claims(), own));
	}

	@Tag("G8")
	@Test
	void decodeWhenCriticalHeaderIsUnknownThenRefused() {
		assertRefused(TOKENS.with((header) -> header.criticalParams(Set.of("unknown")).customParam("unknown", 1),
				(claims) -> {
				}));
	}

	@Tag("G17")
	@Test
	void decodeWhenKeyIsWeakThenRefused() {
		assertRefused(TestTokens.sign(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("weak").build(), claims(), WEAK));
	}

	@Tag("G18")
	@Test
	void decodeWhenKeyIsASharedSecretThenRefused() throws Exception {
		SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("shared").build(), claims());
		jwt.sign(new MACSigner(SHARED));
		assertRefused(jwt.serialize());
	}

	@Tag("G11")
	@Tag("G13")
	@ParameterizedTest
	@ValueSource(
			strings = { "", ".", "..", "...", "a.b.c", "a.b.c.d.e", "ey.ey.ey", "%%%.%%%.%%%", "\u00fc.\u00fc.\u00fc" })
	void decodeWhenTokenIsGarbageThenRefused(String token) {
		assertRefused(token);
	}

	@Tag("G11")
	@Test
	void decodeWhenPayloadIsNestedDeeplyThenRefusedWithoutStackOverflow() {
		String header = base64("{\"alg\":\"RS256\",\"kid\":\"key-1\"}");
		String deep = base64("{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
		assertRefused(header + "." + deep + ".AAAA");
		assertRefused(
				base64("{\"alg\":\"RS256\",\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}") + ".e30.AAAA");
	}

	/** What has no key is refused before its claims are read, and as cheaply as that. */
	@Tag("G7")
	@Test
	void decodeWhenKeyIsUnknownThenRefusedWithoutAStackTrace() {
		String token = TOKENS.with((header) -> header.keyID("unknown"), (claims) -> {
		});
		assertThatExceptionOfType(UnknownKeyException.class).isThrownBy(() -> this.decoder.decode(token))
			.satisfies((ex) -> assertThat(ex.getStackTrace()).isEmpty());
		assertThatExceptionOfType(UnknownKeyException.class)
			.isThrownBy(() -> this.decoder.decode(token.substring(0, token.indexOf('.') + 1)));
	}

	/** No issuer is asked for keys of algorithms that are not accepted. */
	@Tag("G2")
	@Tag("G3")
	@Test
	void decodeWhenAlgorithmIsNotAcceptedThenNoKeyIsLookedFor() {
		JwtDecoder untouched = AccessTokenDecoders.create((selector, context) -> {
			throw new IllegalStateException("asked for keys");
		}, policy(), List.of());
		for (String algorithm : List.of("HS256", "ES256", "PS256", "none", "x")) {
			assertThatExceptionOfType(BadJwtException.class).isThrownBy(
					() -> untouched.decode(base64("{\"alg\":\"" + algorithm + "\",\"kid\":\"k\"}") + ".e30.AAAA"));
		}
	}

	@Test
	void decodeWhenCustomClaimsHaveAnyTypeThenAccepted() {
		assertThat(this.decoder.decode(TOKENS.with((claims) -> claims.claim("x", Map.of("y", List.of(1, "2", true))))))
			.isNotNull();
	}

	/** What else a key has signed may name anybody, in the log too. */
	@Tag("FT15")
	@ExtendWith(OutputCaptureExtension.class)
	@Test
	void decodeWhenTokenIsFromTheFutureThenWarnsUnlessItIsAnotherIssuers(CapturedOutput output) {
		Date future = Date.from(Instant.now().plusSeconds(600));
		Date later = Date.from(Instant.now().plusSeconds(900));
		assertRefused(TOKENS
			.with((claims) -> claims.issuer("https://other.example").issueTime(future).expirationTime(later)));
		assertThat(output).doesNotContain("The clock of");
		assertRefused(TOKENS.with((claims) -> claims.issueTime(future).expirationTime(later)));
		assertThat(output).contains("The clock of " + ISSUER + " is ");
		assertRefused(TOKENS.with((claims) -> claims.issueTime(future).expirationTime(later)));
		assertThat(output.getOut().split("The clock of")).as("once in an hour").hasSize(2);
	}

	@Tag("FT15")
	@ExtendWith(OutputCaptureExtension.class)
	@Test
	void decodeWhenTokenBeginsInTheFutureThenWarnsWhenThatIs(CapturedOutput output) {
		Instant future = Instant.now().plusSeconds(600);
		assertRefused(TOKENS.with((claims) -> claims.issueTime(Date.from(Instant.now()))
			.notBeforeTime(Date.from(future))
			.expirationTime(Date.from(future.plusSeconds(300)))));
		assertThat(output).containsPattern("The clock of " + ISSUER + " is (59\\d|600) seconds ahead");
	}

	private static JWTClaimsSet claims() {
		try {
			return SignedJWT.parse(TOKENS.valid()).getJWTClaimsSet();
		}
		catch (ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void assertRefused(String token) {
		assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> this.decoder.decode(token));
	}

	private static JwtDecoder decoder(JWK... keys) {
		return AccessTokenDecoders.create(new ImmutableJWKSet<>(new JWKSet(List.of(keys))), policy(), List.of());
	}

	private static AccessTokenPolicy policy() {
		return new AccessTokenPolicy(ISSUER,
				AudienceRule.anyOf((audience) -> audience.equals(AUDIENCE) || audience.equals(AUDIENCE + "/")),
				Set.of(SignatureAlgorithm.RS256), AccessTokenPolicy.DEFAULT_CLOCK_SKEW);
	}

	private static String base64(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
