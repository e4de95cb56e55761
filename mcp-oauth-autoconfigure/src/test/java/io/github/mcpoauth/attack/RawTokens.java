package io.github.mcpoauth.attack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Map;

/**
 * Signed tokens with whatever text as header and claims.
 */
final class RawTokens {

	private static final Map<String, String> NAMES = Map.of("RS256", "SHA256withRSA", "RS384", "SHA384withRSA", "RS512",
			"SHA512withRSA", "PS256", "RSASSA-PSS", "ES256", "SHA256withECDSAinP1363Format", "EdDSA", "Ed25519");

	private RawTokens() {
	}

	static String sign(String algorithm, PrivateKey key, String header, String claims) {
		return signParts(algorithm, key, base64(header) + "." + base64(claims));
	}

	static String signParts(String algorithm, PrivateKey key, String signed) {
		try {
			Signature signature = Signature.getInstance(NAMES.get(algorithm));
			if (algorithm.startsWith("PS")) {
				signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
			}
			signature.initSign(key);
			signature.update(bytes(signed));
			return signed + "." + base64(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new AssertionError(ex);
		}
	}

	static String base64(String text) {
		return base64(bytes(text));
	}

	static String base64(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
