package io.github.mcpoauth.support;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * Keys to sign tokens with, as people have them.
 */
public final class SigningKeyMaterial {

	/** A server that others reach has to have a key. */
	public static final String CONFIGURED = pemProperty(0, ec("secp256r1").getPrivate());

	private SigningKeyMaterial() {
	}

	public static KeyPair rsa(int bits) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(bits);
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static KeyPair ec(String curve) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec(curve));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A private key in PKCS#8. */
	public static String pem(PrivateKey key) {
		byte[] lineEnd = "\n".getBytes(StandardCharsets.US_ASCII);
		return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder(64, lineEnd).encodeToString(key.getEncoded())
				+ "\n-----END PRIVATE KEY-----\n";
	}

	public static String pemProperty(int index, PrivateKey key) {
		return property(index, "pem", pem(key));
	}

	public static String property(int index, String name, Object value) {
		return "mcp.oauth.authorization-server.signing-keys[" + index + "]." + name + "=" + value;
	}

}
