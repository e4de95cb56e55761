package io.github.mcpoauth.soak;

import java.time.Instant;
import java.util.Map;

import io.github.mcpoauth.support.ClientRequests;

/**
 * What a client has of a login.
 *
 * @param client what it sends
 * @param user who logged in
 * @param since when its first tokens came
 * @param tokens the latest tokens, as the token endpoint answered
 */
record Login(ClientRequests client, String user, Instant since, Map<String, Object> tokens) {

	String accessToken() {
		return (String) this.tokens.get("access_token");
	}

	String refreshToken() {
		return (String) this.tokens.get("refresh_token");
	}

	Login with(Map<String, Object> newTokens) {
		return new Login(this.client, this.user, this.since, newTokens);
	}

}
