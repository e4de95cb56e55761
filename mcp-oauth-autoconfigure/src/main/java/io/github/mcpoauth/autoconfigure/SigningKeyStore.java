package io.github.mcpoauth.autoconfigure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.mcpoauth.autoconfigure.SigningKeyProperties.KeyStoreSource;
import io.github.mcpoauth.jose.SigningKey;

/**
 * Reads a signing key out of a Java key store.
 */
final class SigningKeyStore {

	private final String property;

	private final @Nullable KeyStoreSource source;

	private final KeyMaterial material;

	SigningKeyStore(String property, @Nullable KeyStoreSource source, KeyMaterial material) {
		this.property = property;
		this.source = source;
		this.material = material;
	}

	SigningKey read() {
		if (this.source == null || !StringUtils.hasText(this.source.location())) {
			throw new McpOAuthConfigurationException(this.property + ".location", null, "nobody knows where it is",
					"Set it to the key store's file, such as /etc/mcp/keys.p12");
		}
		String location = this.source.location();
		char[] password = (this.source.password() != null) ? this.source.password().toCharArray() : new char[0];
		KeyStore store = load(location, password);
		try {
			String alias = alias(store);
			return signingKey(alias, store.getKey(alias, password));
		}
		catch (GeneralSecurityException ex) {
			throw new McpOAuthConfigurationException(this.property + ".location", KeyMaterial.shown(location),
					"its key can't be had: " + ex.getMessage(), "Give the key the password of the store");
		}
	}

	private KeyStore load(String location, char[] password) {
		byte[] bytes = this.material.bytes(this.property + ".location", location);
		try {
			String type = (this.source != null) ? this.source.type() : null;
			KeyStore store = KeyStore.getInstance(StringUtils.hasText(type) ? type : KeyStore.getDefaultType());
			store.load(new ByteArrayInputStream(bytes), password);
			return store;
		}
		catch (KeyStoreException ex) {
			throw new McpOAuthConfigurationException(this.property + ".type",
					(this.source != null) ? this.source.type() : null, "this JVM has no such key stores",
					"Set it to PKCS12 or JKS, or leave it out");
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new McpOAuthConfigurationException(this.property + ".location", KeyMaterial.shown(location),
					"it can't be opened: " + ex.getMessage(),
					"Set " + this.property + ".password to its password, and .type to its type if it is not PKCS12");
		}
	}

	private String alias(KeyStore store) throws KeyStoreException {
		List<String> aliases = Collections.list(store.aliases());
		String alias = (this.source != null) ? this.source.alias() : null;
		if (alias == null && aliases.size() == 1) {
			return aliases.get(0);
		}
		if (alias == null || !store.containsAlias(alias)) {
			throw new McpOAuthConfigurationException(this.property + ".alias", alias,
					"the key store has the entries " + aliases, "Name the one to sign with");
		}
		return alias;
	}

	private SigningKey signingKey(String alias, @Nullable Key key) {
		String problem;
		if (key instanceof PrivateKey privateKey) {
			try {
				return SigningKey.of(privateKey);
			}
			catch (IllegalArgumentException ex) {
				problem = String.valueOf(ex.getMessage());
			}
		}
		else {
			problem = (key != null) ? "it is a shared secret" : "it has no private part";
		}
		throw new McpOAuthConfigurationException(this.property + ".alias", alias, problem,
				"Name a private RSA key of 2048 bits or more, or an EC key on the curve P-256");
	}

}
