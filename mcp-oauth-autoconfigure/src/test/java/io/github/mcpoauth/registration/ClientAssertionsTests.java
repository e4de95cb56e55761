package io.github.mcpoauth.registration;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;

import io.github.mcpoauth.net.FetchedDocument;
import io.github.mcpoauth.support.ClientKey;
import io.github.mcpoauth.support.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * RFC 7523 section 3 and RFC 7523bis section 4: assertions of clients.
 */
class ClientAssertionsTests {

	private static final String ID = "https://app.example.com/client.json";

	private static final String KEYS = "https://app.example.com/keys";

	private static final String ISSUER = "https://mcp.example.com";

	private static final ClientKey KEY = new ClientKey("a");

	private final MutableClock clock = new MutableClock(Instant.now());

	private final Map<String, String> published = new ConcurrentHashMap<>();

	private final AtomicInteger fetches = new AtomicInteger();

	private final ClientDocuments documents = new ClientDocuments((uri, limit) -> {
		this.fetches.incrementAndGet();
		String document = this.published.get(uri.toString());
		if (document == null) {
			throw new IOException("it was answered with status 404");
		}
		return new FetchedDocument(document.getBytes(StandardCharsets.UTF_8), Duration.ofHours(1));
	}, new FetchRates(30, 300), new AllowedHosts(List.of()), new RedirectUriPolicy(List.of()), this.clock,
			() -> TimeUnit.MILLISECONDS.toNanos(this.clock.millis()));

	private final ClientAssertions assertions = new ClientAssertions(ISSUER, this.documents, this.clock);

	@Test
	void verifyWhenAssertionIsGoodThenAccepted() throws Exception {
		assertThat(verify(KEY.assertion(ID, ISSUER)).getSubject()).isEqualTo(ID);
	}

	@Test
	void verifyWhenAssertionIsUsedAgainThenRefusedAsLongAsItWouldBeValid() throws Exception {
		String assertion = KEY.assertion(ID, ISSUER, this.clock.instant(), (claims) -> {
		});
		verify(assertion);
		assertRefused(assertion, "used before");
		this.clock.advance(Duration.ofMinutes(5).plusSeconds(59));
		assertRefused(assertion, "used before");
		this.clock.advance(Duration.ofSeconds(2));
		assertRefused(assertion, "expired");
	}

	@Test
	void verifyWhenAnotherClientUsesTheSameIdThenAccepted() throws Exception {
		String other = "https://other.example/client.json";
		verify(assertion((claims) -> claims.jwtID("1")));
		String assertion = KEY.assertion(other, ISSUER, this.clock.instant(), (claims) -> claims.jwtID("1"));
		assertThat(this.assertions.verify(other, client(other), assertion).getId()).isEqualTo("1");
	}

	@Test
	void verifyWhenAssertionIsNotGoodThenItsIdIsNotUsedUp() throws Exception {
		assertRefused(assertion((claims) -> claims.jwtID("1").audience("https://other.example")), "aud");
		assertThat(verify(assertion((claims) -> claims.jwtID("1"))).getId()).isEqualTo("1");
	}

	@Test
	void verifyWhenIssuerOrSubjectIsNotTheClientThenRefused() {
		assertRefused(assertion((claims) -> claims.issuer("https://other.example/client.json")), "iss and sub");
		assertRefused(assertion((claims) -> claims.subject("https://other.example/client.json")), "iss and sub");
		assertRefused(assertion((claims) -> claims.issuer(null)), "iss and sub");
		assertRefused(assertion((claims) -> claims.subject(null)), "iss and sub");
	}

	@ParameterizedTest
	@ValueSource(strings = { ISSUER + "/oauth2/token", ISSUER + "/", "https://evil.example", "" })
	void verifyWhenAudienceIsNotTheIssuerThenRefused(String audience) {
		assertRefused(assertion((claims) -> claims.audience(audience)), "aud must be " + ISSUER);
	}

	@Test
	void verifyWhenThereIsAnotherAudienceOrNoneThenRefused() {
		assertRefused(assertion((claims) -> claims.audience(List.of(ISSUER, "https://evil.example"))), "aud");
		assertRefused(assertion((claims) -> claims.audience((String) null)), "aud");
	}

	@Test
	void verifyWhenExpiryIsMissingPastOrFarAwayThenRefused() throws Exception {
		assertRefused(assertion((claims) -> claims.expirationTime(null)), "");
		assertRefused(assertion(expiring(Duration.ofSeconds(-61))), "expired");
		assertRefused(assertion(expiring(Duration.ofSeconds(662))), "exp must be at most 10 minutes away");
		verify(assertion(expiring(Duration.ofSeconds(-58))));
		verify(assertion(expiring(Duration.ofSeconds(659))));
	}

	private Consumer<JWTClaimsSet.Builder> expiring(Duration away) {
		return (claims) -> claims.issueTime(null).expirationTime(Date.from(this.clock.instant().plus(away)));
	}

	@Test
	void verifyWhenNotValidYetThenRefused() {
		assertRefused(assertion((claims) -> claims.notBeforeTime(Date.from(this.clock.instant().plusSeconds(120)))),
				"");
	}

	@Test
	void verifyWhenThereIsNoIdThenRefused() {
		assertRefused(assertion((claims) -> claims.jwtID(null)), "no jti");
	}

	@Test
	void verifyWhenKeyIsAnotherThenRefused() {
		assertRefused(new ClientKey("a").assertion(ID, ISSUER), "");
		assertRefused(new ClientKey("b").assertion(ID, ISSUER), "");
	}

	@Tag("G1")
	@Tag("G2")
	@Test
	void verifyWhenNotSignedWithAPrivateKeyThenRefused() throws Exception {
		JWTClaimsSet claims = SignedJWT.parse(assertion((builder) -> {
		})).getJWTClaimsSet();
		assertRefused(new PlainJWT(claims).serialize(), "");
		SignedJWT mac = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
		mac.sign(new MACSigner(KEY.jwks().getBytes(StandardCharsets.UTF_8)));
		assertRefused(mac.serialize(), "");
	}

	@ParameterizedTest
	@ValueSource(strings = { "JWT", "client-authentication+jwt" })
	void verifyWhenTypeIsOfAnAssertionThenAccepted(String type) throws Exception {
		assertThat(verify(typed(type)).getSubject()).isEqualTo(ID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "at+jwt", "dpop+jwt", "logout+jwt" })
	void verifyWhenTypeIsOfSomethingElseThenRefused(String type) {
		assertRefused(typed(type), "typ");
	}

	private String typed(String type) {
		return KEY.sign(new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType(type)).build(), ID, ISSUER,
				this.clock.instant(), (claims) -> {
				});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "a.b.c", "e30.e30.e30", "..", "\u00e4.\u00e4.\u00e4" })
	void verifyWhenAssertionIsNoneThenRefused(String assertion) {
		assertRefused(assertion, "");
		assertThat(ClientAssertions.claimedClientId(assertion)).isNull();
	}

	@Test
	void verifyWhenAssertionIsTooLongThenRefused() {
		String assertion = assertion((claims) -> claims.claim("a", "x".repeat(8 * 1024)));
		assertRefused(assertion, "too long");
		assertThat(ClientAssertions.claimedClientId(assertion)).isNull();
	}

	@Test
	void verifyWhenClientHasNoKeysThenRefused() throws Exception {
		publish("");
		ClientMetadata client = this.documents.resolve(ID);
		assertThatExceptionOfType(JwtException.class)
			.isThrownBy(() -> this.assertions.verify(ID, client, KEY.assertion(ID, ISSUER)))
			.withMessageContaining("no keys");
	}

	@Tag("I13")
	@Test
	void verifyWhenHeaderBringsOrNamesAKeyThenItIsNeitherUsedNorFetched() throws Exception {
		ClientKey evil = new ClientKey("a");
		JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("a")
			.jwkURL(URI.create("https://evil.example/keys"))
			.x509CertURL(URI.create("https://evil.example/cert"))
			.jwk(JWKSet.parse(evil.jwks()).getKeys().get(0))
			.build();
		String assertion = evil.sign(header, ID, ISSUER, this.clock.instant(), (claims) -> {
		});
		ClientMetadata client = client(ID);
		int before = this.fetches.get();
		assertThatExceptionOfType(JwtException.class).isThrownBy(() -> this.assertions.verify(ID, client, assertion));
		assertThat(this.fetches).hasValue(before);
	}

	@Test
	void verifyWhenKeysAreElsewhereThenFetchedOnce() throws Exception {
		ClientMetadata client = clientWithKeysElsewhere(KEY);
		int before = this.fetches.get();
		for (int i = 0; i < 3; i++) {
			this.assertions.verify(ID, client, KEY.assertion(ID, ISSUER));
		}
		assertThat(this.fetches).hasValue(before + 1);
	}

	@Tag("H5")
	@Test
	void verifyWhenKeyWasReplacedThenFetchedAgainButNotAtOnce() throws Exception {
		ClientMetadata client = clientWithKeysElsewhere(KEY);
		this.assertions.verify(ID, client, KEY.assertion(ID, ISSUER));
		int before = this.fetches.get();
		ClientKey next = new ClientKey("b");
		this.published.put(KEYS, next.jwks());
		assertThatExceptionOfType(JwtException.class)
			.isThrownBy(() -> this.assertions.verify(ID, client, next.assertion(ID, ISSUER)));
		assertThat(this.fetches).hasValue(before);
		this.clock.advance(Duration.ofSeconds(31));
		String assertion = next.assertion(ID, ISSUER, this.clock.instant(), (claims) -> {
		});
		assertThat(this.assertions.verify(ID, client, assertion).getSubject()).isEqualTo(ID);
		assertThat(this.assertions.verify(ID, client, next.assertion(ID, ISSUER)).getSubject()).isEqualTo(ID);
		assertThat(this.fetches).hasValue(before + 1);
	}

	@Test
	void verifyWhenNewKeysCanNotBeHadThenTheOldOnesStay() throws Exception {
		ClientMetadata client = clientWithKeysElsewhere(KEY);
		this.assertions.verify(ID, client, KEY.assertion(ID, ISSUER));
		this.published.remove(KEYS);
		this.clock.advance(Duration.ofSeconds(31));
		assertThatExceptionOfType(UnknownClientException.class)
			.isThrownBy(() -> this.assertions.verify(ID, client, new ClientKey("b").assertion(ID, ISSUER)));
		assertThat(this.assertions.verify(ID, client, KEY.assertion(ID, ISSUER)).getSubject()).isEqualTo(ID);
	}

	@Tag("I10")
	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}" })
	void verifyWhenKeysElsewhereAreNotPublicKeysThenRefused(String keys) throws Exception {
		ClientMetadata client = clientWithKeysElsewhere(KEY);
		this.published.put(KEYS, keys);
		assertThatExceptionOfType(UnknownClientException.class)
			.isThrownBy(() -> this.assertions.verify(ID, client, KEY.assertion(ID, ISSUER)));
	}

	@Test
	void claimedClientIdWhenAssertionNamesOneThenThat() {
		assertThat(ClientAssertions.claimedClientId(KEY.assertion(ID, ISSUER))).isEqualTo(ID);
	}

	private Jwt verify(String assertion) throws Exception {
		return this.assertions.verify(ID, client(ID), assertion);
	}

	private void assertRefused(String assertion, String reason) {
		assertThatExceptionOfType(JwtException.class).isThrownBy(() -> verify(assertion)).withMessageContaining(reason);
	}

	private String assertion(Consumer<JWTClaimsSet.Builder> change) {
		return KEY.assertion(ID, ISSUER, this.clock.instant(), change);
	}

	private ClientMetadata client(String id) throws UnknownClientException {
		publish(id, ",\"jwks\":" + KEY.jwks());
		return this.documents.resolve(id);
	}

	private ClientMetadata clientWithKeysElsewhere(ClientKey key) throws UnknownClientException {
		this.published.put(KEYS, key.jwks());
		publish(",\"jwks_uri\":\"" + KEYS + "\"");
		return this.documents.resolve(ID);
	}

	private void publish(String more) {
		publish(ID, more);
	}

	private void publish(String id, String more) {
		this.published.put(id, "{\"client_id\":\"" + id
				+ "\",\"client_name\":\"A client\",\"redirect_uris\":[\"http://127.0.0.1/callback\"]" + more + "}");
	}

}
