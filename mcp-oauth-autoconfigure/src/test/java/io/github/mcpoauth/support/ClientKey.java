package io.github.mcpoauth.support;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/**
 * The key of a client that authenticates with {@code private_key_jwt}.
 */
public final class ClientKey {

	public static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

	private final ECKey key;

	public ClientKey(String id) {
		try {
			this.key = new ECKeyGenerator(Curve.P_256).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new AssertionError(ex);
		}
	}

	/** The public key as a JWK Set. */
	public String jwks() {
		return new JWKSet(this.key.toPublicJWK()).toString();
	}

	/** The private key as a JWK Set, as nobody should publish it. */
	public String privateJwks() {
		return new JWKSet(this.key).toString(false);
	}

	/** A good assertion of a client for a server. */
	public String assertion(String clientId, String audience) {
		return assertion(clientId, audience, Instant.now(), (claims) -> {
		});
	}

	/** A good assertion, with claims to be changed. */
	public String assertion(String clientId, String audience, Instant now, Consumer<JWTClaimsSet.Builder> change) {
		return sign(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(this.key.getKeyID()).build(), clientId, audience,
				now, change);
	}

	public String sign(JWSHeader header, String clientId, String audience, Instant now,
			Consumer<JWTClaimsSet.Builder> change) {
		JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(clientId)
			.subject(clientId)
			.audience(audience)
			.jwtID(UUID.randomUUID().toString())
			.issueTime(Date.from(now))
			.expirationTime(Date.from(now.plus(Duration.ofMinutes(5))));
		change.accept(claims);
		SignedJWT jwt = new SignedJWT(header, claims.build());
		try {
			jwt.sign(new ECDSASigner(this.key));
		}
		catch (JOSEException ex) {
			throw new AssertionError(ex);
		}
		return jwt.serialize();
	}

}
