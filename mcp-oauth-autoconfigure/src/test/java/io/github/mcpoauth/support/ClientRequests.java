package io.github.mcpoauth.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The requests of a client, complete and right. Each map is a new one, to be changed.
 *
 * @param clientId which client it is
 * @param resource the {@code resource} that it names, or {@code null} if it names none
 */
public record ClientRequests(String clientId, @Nullable String resource) {

	public static final String REDIRECT_URI = "http://127.0.0.1:4567/callback";

	public static final String VERIFIER = "a-code-verifier-of-more-than-forty-three-characters";

	/**
	 * The body of a registration with {@link #REDIRECT_URI}.
	 * @param moreMembers further members, each with a comma before it
	 */
	public static String registration(String moreMembers) {
		return "{\"client_name\":\"A test client\",\"redirect_uris\":[\"" + REDIRECT_URI + "\"]" + moreMembers + "}";
	}

	public Map<String, String> authorization() {
		Map<String, String> request = new LinkedHashMap<>();
		request.put("response_type", "code");
		request.put("client_id", this.clientId);
		request.put("redirect_uri", REDIRECT_URI);
		request.put("state", "a state & more");
		request.put("code_challenge", challenge(VERIFIER));
		request.put("code_challenge_method", "S256");
		return withResource(request);
	}

	public Map<String, String> token(String code) {
		Map<String, String> request = new LinkedHashMap<>();
		request.put("grant_type", "authorization_code");
		request.put("code", code);
		request.put("redirect_uri", REDIRECT_URI);
		request.put("client_id", this.clientId);
		request.put("code_verifier", VERIFIER);
		return withResource(request);
	}

	public Map<String, String> refresh(String refreshToken) {
		Map<String, String> request = new LinkedHashMap<>();
		request.put("grant_type", "refresh_token");
		request.put("refresh_token", refreshToken);
		request.put("client_id", this.clientId);
		return withResource(request);
	}

	private Map<String, String> withResource(Map<String, String> request) {
		if (this.resource != null) {
			request.put("resource", this.resource);
		}
		return request;
	}

	public static String challenge(String verifier) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
