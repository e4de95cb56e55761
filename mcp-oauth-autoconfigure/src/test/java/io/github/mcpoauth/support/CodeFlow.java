package io.github.mcpoauth.support;

import java.util.Map;

import org.jsoup.nodes.Element;

/**
 * The authorization code flow of a client and its user, whatever stands behind it.
 */
public interface CodeFlow {

	/** What the client sends. */
	ClientRequests requests();

	default String clientId() {
		return requests().clientId();
	}

	/** The browser of the user. */
	Http browser();

	/** A complete and right authorization request, to be changed. */
	default Map<String, String> request() {
		return requests().authorization();
	}

	/** The answer to an authorization request, where it went. */
	Reply authorize(Map<String, String> request);

	/** What the user is asked, logged in where that comes first. */
	Element consentPage(Map<String, String> request);

	/** Approves; what comes back is the redirect to the client. */
	Reply approve(Map<String, String> request);

	/** Denies; what comes back is the redirect to the client. */
	Reply deny(Map<String, String> request);

	/** A complete and right token request, to be changed. */
	default Map<String, String> tokenRequest(String code) {
		return requests().token(code);
	}

	/** A complete and right request for fresh tokens, to be changed. */
	default Map<String, String> refreshRequest(String refreshToken) {
		return requests().refresh(refreshToken);
	}

	Reply token(Map<String, String> request);

	default String code() {
		return code(request());
	}

	default String code(Map<String, String> request) {
		return approve(request).redirectParameters().get("code");
	}

	/** The tokens of a whole, successful flow. */
	default Map<String, Object> tokens() {
		return token(tokenRequest(code())).json();
	}

}
