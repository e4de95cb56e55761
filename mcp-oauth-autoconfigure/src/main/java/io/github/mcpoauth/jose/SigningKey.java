package io.github.mcpoauth.jose;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;

/**
 * A key that tokens can be signed with: RSA of at least 2048 bits for RS256, or on the
 * curve P-256 for ES256, with its private part. Immutable; {@code toString} shows no key.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7518#section-3">RFC 7518 section
 * 3</a>
 */
public final class SigningKey {

	private static final int MIN_RSA_BITS = 2048;

	private final JWK jwk;

	private SigningKey(JWK jwk) {
		this.jwk = jwk;
	}

	/**
	 * Checks a key.
	 * @param jwk the key. Its {@code kid} stays; without one, it is the thumbprint of RFC
	 * 7638, the same on all instances. What does not matter for signing is left out.
	 * @return the signing key
	 * @throws IllegalArgumentException if tokens can't be signed with it; the message
	 * says why, as a sentence that starts with "it"
	 */
	public static SigningKey of(JWK jwk) {
		if (jwk instanceof RSAKey key) {
			check(key.size() >= MIN_RSA_BITS, "it has " + key.size() + " bits, and RSA keys need " + MIN_RSA_BITS);
			checkPurpose(key, JWSAlgorithm.RS256);
			return SigningKeyProof.check(new SigningKey(rsa(key)));
		}
		if (jwk instanceof ECKey key) {
			checkCurve(key.getCurve());
			checkPurpose(key, JWSAlgorithm.ES256);
			return SigningKeyProof.check(new SigningKey(ec(key)));
		}
		throw new IllegalArgumentException(
				"its type is " + jwk.getKeyType() + ", and tokens are signed with RSA or EC keys");
	}

	/**
	 * Checks a private key, and finds its public one.
	 * @param key the private key
	 * @return the signing key
	 * @throws IllegalArgumentException if tokens can't be signed with it
	 */
	public static SigningKey of(PrivateKey key) {
		try {
			if (key instanceof RSAPrivateCrtKey rsa) {
				RSAPublicKey publicKey = (RSAPublicKey) KeyFactory.getInstance("RSA")
					.generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
				return of(new RSAKey.Builder(publicKey).privateKey(rsa).build());
			}
			if (key instanceof ECPrivateKey ec) {
				Curve curve = Curve.forECParameterSpec(ec.getParams());
				checkCurve(curve);
				return of(new ECKey.Builder(curve, EcPublicKeys.of(ec)).privateKey(ec).build());
			}
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("it can't be used: " + ex.getMessage(), ex);
		}
		throw new IllegalArgumentException(
				"its type is " + key.getAlgorithm() + ", and tokens are signed with RSA or EC keys");
	}

	/**
	 * Makes a key for RS256, which every resource server can verify.
	 * @return a new key
	 */
	public static SigningKey generate() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(MIN_RSA_BITS);
			return of(generator.generateKeyPair().getPrivate());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every JDK has RSA", ex);
		}
	}

	private static void checkCurve(@Nullable Curve curve) {
		check(Curve.P_256.equals(curve),
				"its curve is " + ((curve != null) ? curve : "unknown") + ", and ES256 needs P-256");
	}

	private static void checkPurpose(JWK key, JWSAlgorithm algorithm) {
		check(key.isPrivate(), "it has no private part");
		check(key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()),
				"its use is " + key.getKeyUse() + ", not sig");
		Algorithm configured = key.getAlgorithm();
		check(configured == null || algorithm.equals(configured),
				"its alg is " + configured + ", and tokens are signed with " + algorithm);
	}

	private static void check(boolean condition, String problem) {
		if (!condition) {
			throw new IllegalArgumentException(problem);
		}
	}

	private static RSAKey rsa(RSAKey key) {
		try {
			RSAKey.Builder builder = new RSAKey.Builder(key.toRSAPublicKey()).privateKey(key.toPrivateKey())
				.keyUse(KeyUse.SIGNATURE)
				.algorithm(JWSAlgorithm.RS256);
			return (hasId(key) ? builder.keyID(key.getKeyID()) : builder.keyIDFromThumbprint()).build();
		}
		catch (JOSEException ex) {
			throw new IllegalArgumentException("it is not an RSA key: " + ex.getMessage(), ex);
		}
	}

	private static ECKey ec(ECKey key) {
		try {
			ECKey.Builder builder = new ECKey.Builder(Curve.P_256, key.toECPublicKey()).privateKey(key.toPrivateKey())
				.keyUse(KeyUse.SIGNATURE)
				.algorithm(JWSAlgorithm.ES256);
			return (hasId(key) ? builder.keyID(key.getKeyID()) : builder.keyIDFromThumbprint()).build();
		}
		catch (JOSEException ex) {
			throw new IllegalArgumentException("it is not an EC key: " + ex.getMessage(), ex);
		}
	}

	private static boolean hasId(JWK key) {
		String id = key.getKeyID();
		return id != null && !id.isBlank();
	}

	/**
	 * By what the key is found.
	 * @return the {@code kid}
	 */
	public String id() {
		return this.jwk.getKeyID();
	}

	JWK jwk() {
		return this.jwk;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof SigningKey key && this.jwk.equals(key.jwk);
	}

	@Override
	public int hashCode() {
		return this.jwk.hashCode();
	}

	@Override
	public String toString() {
		return "SigningKey[id=" + id() + "]";
	}

}
