package io.github.mcpoauth.sample;

import tools.jackson.databind.JsonNode;

/**
 * A token response.
 *
 * @param accessToken the access token
 * @param refreshToken the refresh token
 * @param type the token type
 * @param scope the granted scopes
 * @param expiresIn for how many seconds the access token is good
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.1">RFC 6749
 * section 5.1</a>
 */
record Tokens(String accessToken, String refreshToken, String type, String scope, long expiresIn) {

	static Tokens of(JsonNode response) {
		return new Tokens(response.path("access_token").asString(), response.path("refresh_token").asString(),
				response.path("token_type").asString(), response.path("scope").asString(),
				response.path("expires_in").asLong());
	}

}
