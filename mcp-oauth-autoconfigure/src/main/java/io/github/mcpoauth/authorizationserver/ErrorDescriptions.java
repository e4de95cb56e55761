package io.github.mcpoauth.authorizationserver;

import java.util.Map;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;

import io.github.mcpoauth.core.OAuthError;

/**
 * Says what a developer can do about an error. The platform names the parameter at most,
 * and of an unknown client more than a stranger should know.
 */
final class ErrorDescriptions {

	private static final String PARAMETER = "OAuth 2.0 Parameter: ";

	private static final Map<String, String> PARAMETERS = Map.ofEntries(
			Map.entry("client_id", "The client_id is missing, or not known here; register again"),
			Map.entry("redirect_uri", "The redirect_uri is missing, or not the one that the client registered"),
			Map.entry("response_type", "The response_type must be code, once"),
			Map.entry("scope", "The scope is not one that this client may have"),
			Map.entry("state", "There is no request with this state that is under way; start the login again"),
			Map.entry("code_challenge", "PKCE is required, with the code_challenge_method S256"),
			Map.entry("code_challenge_method", "PKCE is required, with the code_challenge_method S256"),
			Map.entry("grant_type",
					"The grant_type is missing, or none of grant_types_supported in this server's metadata"),
			Map.entry("code", "The code is missing"), Map.entry("refresh_token", "The refresh_token is missing"),
			Map.entry("token", "The token is missing"));

	private ErrorDescriptions() {
	}

	/** What the platform says of a client that it does not know. */
	static OAuth2Error unknownClient() {
		return new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, PARAMETER + OAuth2ParameterNames.CLIENT_ID, null);
	}

	/**
	 * The error to send.
	 * @param refused what was thrown, by the platform or by this library
	 * @return the same code, with a description in any case
	 */
	static OAuthError describe(OAuth2AuthenticationException refused) {
		OAuth2Error error = refused.getError();
		String description = error.getDescription();
		if (description == null || description.isBlank() || tellsWhatFailed(error.getErrorCode(), description)) {
			description = ofCode(error.getErrorCode());
		}
		else if (description.startsWith(PARAMETER)) {
			// Of a denial the platform names the client_id, with which nothing is wrong
			description = OAuth2ErrorCodes.ACCESS_DENIED.equals(error.getErrorCode()) ? ofCode(error.getErrorCode())
					: ofParameter(description.substring(PARAMETER.length()).strip());
		}
		return new OAuthError(error.getErrorCode(), description, PlatformChecks.of(refused));
	}

	/**
	 * Whether the platform would tell a client that is not known from a secret that is
	 * wrong.
	 */
	private static boolean tellsWhatFailed(String code, String description) {
		return OAuth2ErrorCodes.INVALID_CLIENT.equals(code) && description.startsWith("Client authentication failed");
	}

	private static String ofParameter(String parameter) {
		String known = PARAMETERS.get(parameter);
		return (known != null) ? known : "The " + parameter + " is missing, or not valid";
	}

	private static String ofCode(String code) {
		return switch (code) {
			case OAuth2ErrorCodes.INVALID_GRANT ->
				"The code or refresh token is unknown, expired, used, or not this client's";
			case OAuth2ErrorCodes.INVALID_CLIENT ->
				"The client is not known here, or did not authenticate as it registered; register again";
			case OAuth2ErrorCodes.INVALID_SCOPE -> "A scope was not granted to this client";
			case OAuth2ErrorCodes.UNAUTHORIZED_CLIENT -> "The client did not register for this grant type";
			case OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE ->
				"The grant_type is none of grant_types_supported in this server's metadata";
			case OAuth2ErrorCodes.UNSUPPORTED_RESPONSE_TYPE -> "The response_type must be code";
			case OAuth2ErrorCodes.ACCESS_DENIED -> "The user did not approve";
			case OAuth2ErrorCodes.SERVER_ERROR -> "This server failed; its log says why";
			case OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE -> "This server can't answer at the moment; try again";
			default -> "The request is not valid: a parameter is missing, malformed or of another request";
		};
	}

}
