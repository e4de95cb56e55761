package io.github.mcpoauth.authorizationserver.store;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An authorization in the form in which it is written. Members are never renamed, and new
 * ones may be missing: stores have what earlier versions of this library wrote, and
 * during an update both run. Times are milliseconds since 1970.
 *
 * @param id the authorization's
 * @param clientId the identifier of its registered client
 * @param principalName who granted it
 * @param principal what is known of that person, or {@code null} if it is a client
 * @param grantType how it was granted
 * @param scopes the granted scopes
 * @param request the authorization request, or {@code null} if there was none
 * @param state the hash of what a pending consent is found by, or {@code null}
 * @param code the authorization code, or {@code null}
 * @param accessToken the access token, or {@code null}
 * @param refreshToken the refresh token, or {@code null}
 * @param rotated the refresh token before, or {@code null}
 * @param attributes further attributes that are JSON
 */
record AuthorizationContent(String id, String clientId, String principalName, @Nullable Person principal,
		String grantType, List<String> scopes, @Nullable Request request, @Nullable String state, @Nullable Token code,
		@Nullable Token accessToken, @Nullable Token refreshToken, @Nullable RotatedToken rotated,
		Map<String, Object> attributes) {

	/**
	 * Who logged in.
	 */
	record Person(List<String> authorities, Map<String, Object> claims) {
	}

	/**
	 * What a client asked for.
	 */
	record Request(String authorizationUri, String clientId, @Nullable String redirectUri, List<String> scopes,
			@Nullable String state, Map<String, Object> parameters) {
	}

	/**
	 * A token without its value.
	 */
	record Token(String hash, @Nullable Long issuedAt, @Nullable Long expiresAt, boolean invalidated,
			List<String> scopes, @Nullable String format, @Nullable Map<String, Object> claims) {
	}

	/**
	 * A refresh token that has a successor.
	 */
	record RotatedToken(String hash, long at) {
	}

}
