package io.github.mcpoauth.sample;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a client sends the browser to, and what it keeps for itself meanwhile.
 *
 * @param uri where the browser goes
 * @param state what the answer has to repeat
 * @param codeVerifier what proves, later, that the code is this client's (RFC 7636)
 */
record AuthorizationRequest(URI uri, String state, String codeVerifier) {

	private static final SecureRandom RANDOM = new SecureRandom();

	static AuthorizationRequest to(String authorizationEndpoint, Map<String, String> parameters) {
		String state = random();
		String codeVerifier = random();
		Map<String, String> all = new LinkedHashMap<>(parameters);
		all.put("response_type", "code");
		all.put("state", state);
		all.put("code_challenge", sha256(codeVerifier));
		all.put("code_challenge_method", "S256");
		return new AuthorizationRequest(URI.create(authorizationEndpoint + "?" + Http.encode(all.entrySet())), state,
				codeVerifier);
	}

	AuthorizationRequest withState(String other) {
		URI changed = URI.create(this.uri.toString().replace("state=" + this.state, "state=" + other));
		return new AuthorizationRequest(changed, other, this.codeVerifier);
	}

	private static String random() {
		byte[] bytes = new byte[32];
		RANDOM.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	private static String sha256(String value) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

}
