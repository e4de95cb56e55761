package io.github.mcpoauth.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;

/**
 * Signs something, and verifies it: with a public part of another key no token would be
 * good, and only its user would see it.
 */
final class SigningKeyProof {

	private SigningKeyProof() {
	}

	/**
	 * Tries a key.
	 * @param key the key
	 * @return the same
	 * @throws IllegalArgumentException if it does not verify what it signs
	 */
	static SigningKey check(SigningKey key) {
		JWK jwk = key.jwk();
		try {
			JWSObject proof = new JWSObject(new JWSHeader((JWSAlgorithm) jwk.getAlgorithm()), new Payload("proof"));
			proof.sign(new DefaultJWSSignerFactory().createJWSSigner(jwk));
			if (proof.verify(new DefaultJWSVerifierFactory().createJWSVerifier(proof.getHeader(),
					((AsymmetricJWK) jwk).toPublicKey()))) {
				return key;
			}
		}
		catch (JOSEException ex) {
			throw new IllegalArgumentException("it can't sign: " + ex.getMessage(), ex);
		}
		throw new IllegalArgumentException("its public part is not that of its private part");
	}

}
