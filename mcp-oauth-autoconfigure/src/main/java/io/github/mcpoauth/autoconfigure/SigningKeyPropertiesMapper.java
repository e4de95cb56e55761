package io.github.mcpoauth.autoconfigure;

import java.security.PrivateKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.util.StringUtils;

import io.github.mcpoauth.autoconfigure.SigningKeyProperties.Source;
import io.github.mcpoauth.jose.SigningKey;
import io.github.mcpoauth.jose.SigningKeys;

/**
 * Maps the configured signing keys, and refuses those that tokens can't be signed with.
 */
final class SigningKeyPropertiesMapper {

	static final String SIGNING_KEYS = "mcp.oauth.authorization-server.signing-keys";

	private final SigningKeyProperties properties;

	private final KeyMaterial material;

	SigningKeyPropertiesMapper(SigningKeyProperties properties, KeyMaterial material) {
		this.properties = properties;
		this.material = material;
	}

	/**
	 * The configured keys, or {@code null} if there are none.
	 */
	@Nullable SigningKeys asSigningKeys() {
		List<SigningKey> keys = new ArrayList<>();
		for (int i = 0; i < this.properties.signingKeys().size(); i++) {
			keys.addAll(keys(SIGNING_KEYS + "[" + i + "]", this.properties.signingKeys().get(i)));
		}
		if (keys.isEmpty()) {
			return null;
		}
		try {
			return SigningKeys.of(keys);
		}
		catch (IllegalArgumentException ex) {
			throw new McpOAuthConfigurationException(SIGNING_KEYS, "(" + keys.size() + " keys)",
					"two of them have the identifier (kid) " + ex.getMessage(),
					"List each key once, and give other keys in a JWK set another kid");
		}
	}

	private List<SigningKey> keys(String property, Source source) {
		if (Stream.of(source.pem(), source.jwkSet(), source.keyStore()).filter((value) -> value != null).count() != 1) {
			throw new McpOAuthConfigurationException(property, source, "a key comes from one place",
					"Set one of " + property + ".pem, .jwk-set and .key-store.location");
		}
		if (source.pem() != null) {
			return List.of(pem(property + ".pem", source.pem(), source.password()));
		}
		if (source.jwkSet() != null) {
			return jwkSet(property + ".jwk-set", source.jwkSet());
		}
		return List.of(new SigningKeyStore(property + ".key-store", source.keyStore(), this.material).read());
	}

	private SigningKey pem(String property, String value, @Nullable String password) {
		String text = PemContent.isPresentInText(value) ? value : this.material.text(property, value);
		String fix = "Make one with: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem";
		try {
			return SigningKey.of(privateKey(text, password));
		}
		catch (IllegalArgumentException ex) {
			throw new McpOAuthConfigurationException(property, KeyMaterial.shown(value), ex.getMessage(), fix);
		}
		catch (IllegalStateException ex) {
			throw new McpOAuthConfigurationException(property, KeyMaterial.shown(value),
					"it is not a private key in PEM, or its password is another one: " + ex.getMessage(),
					fix + ". For an encrypted key, set .password beside .pem");
		}
	}

	private List<SigningKey> jwkSet(String property, String value) {
		String text = value.stripLeading().startsWith("{") ? value : this.material.text(property, value);
		String fix = "Write a JWK Set (RFC 7517 section 5) with private RSA keys of 2048 bits or more, "
				+ "or EC keys on the curve P-256";
		List<JWK> jwks;
		try {
			jwks = JWKSet.parse(text).getKeys();
		}
		catch (ParseException ex) {
			throw new McpOAuthConfigurationException(property, KeyMaterial.shown(value),
					"it is not a JWK Set: " + ex.getMessage(), fix);
		}
		if (jwks.isEmpty()) {
			throw new McpOAuthConfigurationException(property, KeyMaterial.shown(value), "there is no key in it", fix);
		}
		return jwks.stream().map((jwk) -> {
			try {
				return SigningKey.of(jwk);
			}
			catch (IllegalArgumentException ex) {
				String kid = StringUtils.hasText(jwk.getKeyID()) ? "the key " + jwk.getKeyID() : "a key";
				throw new McpOAuthConfigurationException(property, KeyMaterial.shown(value),
						kid + " can't be used: " + ex.getMessage(), fix);
			}
		}).toList();
	}

	private static PrivateKey privateKey(String text, @Nullable String password) {
		PrivateKey key = PemContent.of(text).getPrivateKey(password);
		if (key == null) {
			throw new IllegalStateException("there is none");
		}
		return key;
	}

}
