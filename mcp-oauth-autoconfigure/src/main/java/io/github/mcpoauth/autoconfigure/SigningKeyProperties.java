package io.github.mcpoauth.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration of the keys that the embedded authorization server signs tokens with.
 *
 * @param signingKeys The keys: RSA of at least 2048 bits for RS256, or EC on the curve
 * P-256 for ES256. The first one signs; tokens of all of them are accepted, and all are
 * published. By default a key is made at each start, for the loopback address only.
 * @param generatedKeyFile A file for a key that is made at the first start and used from
 * then on, if there are no signing keys. For one instance. Whoever can read the file can
 * make tokens of any user.
 */
@ConfigurationProperties("mcp.oauth.authorization-server")
public record SigningKeyProperties(@DefaultValue List<Source> signingKeys, @Nullable String generatedKeyFile) {

	/**
	 * Where a key is, or several. One of the three.
	 *
	 * @param pem A private key in PEM (PKCS#8, PKCS#1 or SEC 1): the text itself, or
	 * where it is, such as "/etc/mcp/key.pem", "file:key.pem" or "classpath:key.pem".
	 * @param password The password of the PEM, if it is encrypted.
	 * @param jwkSet A JWK Set (RFC 7517) with private keys: where it is, or the JSON
	 * itself. Its keys count in their order and keep their identifiers.
	 * @param keyStore A Java key store.
	 */
	public record Source(@Nullable String pem, @Nullable String password, @Nullable String jwkSet,
			@Nullable KeyStoreSource keyStore) {

		/**
		 * Shows no key.
		 */
		@Override
		public String toString() {
			return "Source[pem=" + (this.pem != null) + ", jwkSet=" + (this.jwkSet != null) + ", keyStore="
					+ this.keyStore + "]";
		}

	}

	/**
	 * A Java key store.
	 *
	 * @param location Where it is, such as "/etc/mcp/keys.p12".
	 * @param password The password of the store and of the key.
	 * @param alias Which entry it is. May be left out if there is one only.
	 * @param type The type of the store, such as "PKCS12" or "JKS". By default the JDK's.
	 */
	public record KeyStoreSource(@Nullable String location, @Nullable String password, @Nullable String alias,
			@Nullable String type) {

		/**
		 * Does not show the password.
		 */
		@Override
		public String toString() {
			return "KeyStoreSource[location=" + this.location + ", alias=" + this.alias + "]";
		}

	}

}
