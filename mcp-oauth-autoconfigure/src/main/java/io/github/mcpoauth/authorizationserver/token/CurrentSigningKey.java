package io.github.mcpoauth.authorizationserver.token;

import java.util.List;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtEncodingException;

/**
 * Chooses the key to sign with: the first of those that can. Asked for each token, since
 * an application's own source may rotate its keys. The platform looks for an RSA key
 * whatever there is, and refuses to choose among several.
 */
final class CurrentSigningKey {

	private static final JWKSelector SIGNING = new JWKSelector(
			new JWKMatcher.Builder().keyTypes(KeyType.RSA, KeyType.EC)
				.keyUses(KeyUse.SIGNATURE, null)
				.algorithms(JWSAlgorithm.RS256, JWSAlgorithm.ES256, null)
				.build());

	private final JWKSource<SecurityContext> keys;

	CurrentSigningKey(JWKSource<SecurityContext> keys) {
		this.keys = keys;
	}

	void applyTo(JwsHeader.Builder header) {
		header.algorithm((find() instanceof ECKey) ? SignatureAlgorithm.ES256 : SignatureAlgorithm.RS256);
	}

	private JWK find() {
		try {
			return first(this.keys.get(SIGNING, null));
		}
		catch (KeySourceException ex) {
			throw new JwtEncodingException("The signing keys can't be had", ex);
		}
	}

	/**
	 * Chooses among the keys that there are, or that the platform has found to fit.
	 */
	static JWK first(List<JWK> candidates) {
		return candidates.stream()
			.filter(JWK::isPrivate)
			.filter((key) -> !(key instanceof ECKey ec) || Curve.P_256.equals(ec.getCurve()))
			.findFirst()
			.orElseThrow(() -> new JwtEncodingException(
					"None of the signing keys is a private RSA key, or an EC key on the curve P-256"));
	}

}
