package io.github.mcpoauth.support;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/**
 * Tokens as an issuer makes them, right but for one thing.
 */
public final class TestTokens {

	private final String issuer;

	private final String audience;

	private final RSAKey key;

	public TestTokens(String issuer, String audience) {
		this(issuer, audience, key("key-1", 2048));
	}

	public TestTokens(String issuer, String audience, RSAKey key) {
		this.issuer = issuer;
		this.audience = audience;
		this.key = key;
	}

	public static RSAKey key(String keyId, int bits) {
		try {
			return new RSAKeyGenerator(bits, true).keyID(keyId).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public RSAKey key() {
		return this.key;
	}

	public String valid() {
		return with((claims) -> {
		});
	}

	public String with(Consumer<JWTClaimsSet.Builder> change) {
		return with((header) -> {
		}, change);
	}

	public String with(Consumer<JWSHeader.Builder> headerChange, Consumer<JWTClaimsSet.Builder> change) {
		JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(this.issuer)
			.subject("alice")
			.audience(List.of(this.audience))
			.issueTime(Date.from(Instant.now().minusSeconds(120)))
			.expirationTime(Date.from(Instant.now().plusSeconds(300)))
			.claim("scope", "mcp:connect");
		change.accept(claims);
		JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(this.key.getKeyID())
			.type(JOSEObjectType.JWT);
		headerChange.accept(header);
		return sign(header.build(), claims.build(), this.key);
	}

	public static String sign(JWSHeader header, JWTClaimsSet claims, RSAKey key) {
		try {
			SignedJWT jwt = new SignedJWT(header, claims);
			jwt.sign(new RSASSASigner(key.toPrivateKey(), true));
			return jwt.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
