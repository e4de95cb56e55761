package io.github.mcpoauth.attack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody makes of a signed token who knows the public key and not the private one.
 */
final class Forgeries {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final RSAKey OWN = OwnKeys.rsa();

	private final Map<String, String> tokens = new LinkedHashMap<>();

	private final Map<String, Object> header;

	private final String[] genuine;

	private final JWK published;

	@SuppressWarnings("unchecked")
	private Forgeries(String genuine, JWK published) {
		this.genuine = genuine.split("\\.");
		this.header = MAPPER.readValue(Base64.getUrlDecoder().decode(this.genuine[0]), Map.class);
		this.published = published.toPublicJWK();
	}

	/**
	 * Forges a token.
	 * @param genuine a token that is accepted
	 * @param published the public key that verifies it
	 * @param url where the forger says that his key is
	 * @return tokens by what is wrong with them
	 */
	static Map<String, String> of(String genuine, JWK published, String url) {
		Forgeries forgeries = new Forgeries(genuine, published);
		try {
			forgeries.leaveUnsigned();
			forgeries.changeWhatIsSigned();
			forgeries.signWithWhatIsPublic();
			forgeries.signWithAnotherKey(url);
		}
		catch (GeneralSecurityException | JOSEException ex) {
			throw new AssertionError(ex);
		}
		return forgeries.tokens;
	}

	/** G1. */
	private void leaveUnsigned() {
		for (String algorithm : List.of("none", "None", "NONE", "nOnE", "", "null")) {
			String unsigned = base64(with("alg", algorithm)) + "." + this.genuine[1];
			put("alg '" + algorithm + "', no signature", unsigned + ".");
			put("alg '" + algorithm + "', two parts", unsigned);
			put("alg '" + algorithm + "', the signature of another header", unsigned + "." + this.genuine[2]);
		}
		Map<String, Object> without = new LinkedHashMap<>(this.header);
		without.remove("alg");
		put("no alg", base64(without) + "." + this.genuine[1] + ".");
		put("alg null", base64(with("alg", null)) + "." + this.genuine[1] + ".");
		put("alg twice",
				RawTokens.base64("{\"alg\":\"none\"," + json(this.header).substring(1)) + "." + this.genuine[1] + ".");
		put("empty signature", this.genuine[0] + "." + this.genuine[1] + ".");
		put("no signature", this.genuine[0] + "." + this.genuine[1]);
	}

	/** CVE-2022-21449 among others. */
	private void changeWhatIsSigned() {
		String signed = this.genuine[0] + "." + this.genuine[1] + ".";
		byte[] signature = Base64.getUrlDecoder().decode(this.genuine[2]);
		put("half a signature", signed + RawTokens.base64(Arrays.copyOf(signature, signature.length / 2)));
		put("signature of zeros", signed + RawTokens.base64(new byte[signature.length]));
		put("DER signature of zeros", signed + RawTokens.base64(new byte[] { 0x30, 6, 2, 1, 0, 2, 1, 0 }));
		signature[0] ^= 1;
		put("one bit of the signature", signed + RawTokens.base64(signature));
		String claims = new String(Base64.getUrlDecoder().decode(this.genuine[1]), StandardCharsets.UTF_8);
		put("a claim more", this.genuine[0] + "." + RawTokens.base64("{\"admin\":true," + claims.substring(1)) + "."
				+ this.genuine[2]);
		put("no claims", this.genuine[0] + "." + RawTokens.base64("{}") + "." + this.genuine[2]);
		put("a header more", base64(with("more", 1)) + "." + this.genuine[1] + "." + this.genuine[2]);
	}

	/** G2: the public key as a shared secret, as libraries have taken it. */
	private void signWithWhatIsPublic() throws GeneralSecurityException, JOSEException {
		byte[] der = ((AsymmetricJWK) this.published).toPublicKey().getEncoded();
		String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(der)
				+ "\n-----END PUBLIC KEY-----";
		List<byte[]> secrets = new ArrayList<>(List.of(der, RawTokens.bytes(pem), RawTokens.bytes(pem + "\n"),
				RawTokens.bytes(this.published.toJSONString()), RawTokens.bytes(this.published.getKeyID()), new byte[1],
				new byte[32]));
		if (this.published instanceof RSAKey rsa) {
			secrets.add(rsa.getModulus().decode());
			secrets.add(RawTokens.bytes(rsa.getModulus().toString()));
		}
		for (String algorithm : List.of("HS256", "HS384", "HS512")) {
			for (int i = 0; i < secrets.size(); i++) {
				String input = base64(with("alg", algorithm)) + "." + this.genuine[1];
				Mac mac = Mac.getInstance("HmacSHA" + algorithm.substring(2));
				mac.init(new SecretKeySpec(secrets.get(i), "RAW"));
				put(algorithm + " with secret " + i,
						input + "." + RawTokens.base64(mac.doFinal(RawTokens.bytes(input))));
			}
		}
	}

	/** G3, G4, G5: a key that the token brings along, or says where to get. */
	private void signWithAnotherKey(String url) throws GeneralSecurityException, JOSEException {
		OwnKeys.PAIRS.keySet()
			.forEach((algorithm) -> put(algorithm + " with another key of the same id",
					OwnKeys.sign(base64(with("alg", algorithm)) + "." + this.genuine[1], algorithm)));
		String certificate = Base64.getEncoder().encodeToString(OWN.toPublicKey().getEncoded());
		Map<String, Object> brought = new LinkedHashMap<>();
		brought.put("jwk", OWN.toPublicJWK().toJSONObject());
		brought.put("jku", url);
		brought.put("x5u", url);
		brought.put("x5c", List.of(certificate));
		brought.put("x5t#S256", OWN.computeThumbprint().toString());
		brought.put("kid", url);
		brought.forEach((name, value) -> put(name + " of another key", signedBy(with(name, value))));
		Map<String, Object> all = new LinkedHashMap<>(this.header);
		all.putAll(brought);
		put("all about another key", signedBy(all));
		for (String id : List.of("", "unknown", "../../../../dev/null", "' OR '1'='1", "k".repeat(2000))) {
			put("kid '" + id + "'", signedBy(with("kid", id)));
		}
		Map<String, Object> without = new LinkedHashMap<>(this.header);
		without.remove("kid");
		put("no kid", signedBy(without));
		put("kid that is no string", signedBy(with("kid", List.of(this.published.getKeyID()))));
	}

	private String signedBy(Map<String, Object> header) {
		Map<String, Object> rs256 = new LinkedHashMap<>(header);
		rs256.put("alg", "RS256");
		return OwnKeys.sign(base64(rs256) + "." + this.genuine[1], "RS256");
	}

	private Map<String, Object> with(String name, Object value) {
		Map<String, Object> changed = new LinkedHashMap<>(this.header);
		changed.put(name, value);
		return changed;
	}

	private void put(String name, String token) {
		this.tokens.put(name, token);
	}

	private static String json(Map<String, Object> header) {
		return MAPPER.writeValueAsString(header);
	}

	private static String base64(Map<String, Object> header) {
		return RawTokens.base64(json(header));
	}

	/**
	 * The forger's.
	 */
	private static final class OwnKeys {

		private static final KeyPair RSA = pair("RSA");

		static final Map<String, KeyPair> PAIRS = Map.of("RS256", RSA, "RS512", RSA, "PS256", RSA, "ES256", pair("EC"),
				"EdDSA", pair("Ed25519"));

		private static KeyPair pair(String type) {
			try {
				return KeyPairGenerator.getInstance(type).generateKeyPair();
			}
			catch (GeneralSecurityException ex) {
				throw new AssertionError(ex);
			}
		}

		static RSAKey rsa() {
			return new RSAKey.Builder((RSAPublicKey) RSA.getPublic()).build();
		}

		static String sign(String signed, String algorithm) {
			return RawTokens.signParts(algorithm, PAIRS.get(algorithm).getPrivate(), signed);
		}

	}

}
