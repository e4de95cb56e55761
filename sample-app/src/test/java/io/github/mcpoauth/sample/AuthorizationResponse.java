package io.github.mcpoauth.sample;

import java.net.URI;
import java.util.Map;

/**
 * What arrives at a client's redirect URI.
 *
 * @param redirectUri where, without the query
 * @param parameters the query
 */
record AuthorizationResponse(String redirectUri, Map<String, String> parameters) {

	static AuthorizationResponse of(URI callback) {
		String uri = callback.toString();
		return new AuthorizationResponse(uri.substring(0, uri.indexOf('?')), Http.query(callback));
	}

	String code() {
		return this.parameters.get("code");
	}

	String state() {
		return this.parameters.get("state");
	}

	String issuer() {
		return this.parameters.get("iss");
	}

}
