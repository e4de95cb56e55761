package io.github.mcpoauth.authorizationserver;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;

import io.github.mcpoauth.authorizationserver.error.CheckedError;
import io.github.mcpoauth.core.Check;

/**
 * Which check an error of the platform is from. It names the parameter in most of them;
 * of the others the code says it, or what was asked for.
 */
final class PlatformChecks {

	private static final String PARAMETER = "OAuth 2.0 Parameter: ";

	private static final String AUTHENTICATION = "Client authentication failed: ";

	private static final Map<String, Check> BY_PARAMETER = Map.ofEntries(Map.entry("client_id", Check.CLIENT),
			Map.entry("authentication_method", Check.CLIENT_AUTHENTICATION),
			Map.entry("credentials", Check.CLIENT_AUTHENTICATION),
			Map.entry("client_secret", Check.CLIENT_AUTHENTICATION),
			Map.entry("client_secret_expires_at", Check.CLIENT_AUTHENTICATION),
			Map.entry("client_assertion", Check.CLIENT_AUTHENTICATION),
			Map.entry("client_assertion_type", Check.CLIENT_AUTHENTICATION),
			Map.entry("redirect_uri", Check.REDIRECT_URI), Map.entry("response_type", Check.RESPONSE_TYPE),
			Map.entry("scope", Check.SCOPE), Map.entry("state", Check.STATE), Map.entry("code_challenge", Check.PKCE),
			Map.entry("code_challenge_method", Check.PKCE), Map.entry("code_verifier", Check.PKCE),
			Map.entry("resource", Check.RESOURCE), Map.entry("grant_type", Check.GRANT_TYPE),
			Map.entry("code", Check.CODE), Map.entry("refresh_token", Check.REFRESH_TOKEN));

	private PlatformChecks() {
	}

	/**
	 * The check.
	 * @param refused what was thrown, by the platform or by this library
	 * @return the check that refused
	 */
	static Check of(OAuth2AuthenticationException refused) {
		OAuth2Error error = refused.getError();
		if (error instanceof CheckedError checked) {
			return checked.check();
		}
		if (OAuth2ErrorCodes.ACCESS_DENIED.equals(error.getErrorCode())) {
			return Check.CONSENT; // although it names the client_id
		}
		Check named = BY_PARAMETER.get(parameter(String.valueOf(error.getDescription())));
		return (named != null) ? named : ofCode(error.getErrorCode(), refused);
	}

	private static String parameter(String description) {
		for (String prefix : new String[] { PARAMETER, AUTHENTICATION }) {
			if (description.startsWith(prefix)) {
				return description.substring(prefix.length()).strip();
			}
		}
		return "";
	}

	private static Check ofCode(String code, OAuth2AuthenticationException refused) {
		return switch (code) {
			case OAuth2ErrorCodes.INVALID_GRANT -> ofGrant(refused.getAuthenticationRequest());
			case OAuth2ErrorCodes.INVALID_CLIENT -> Check.CLIENT_AUTHENTICATION;
			case OAuth2ErrorCodes.INVALID_SCOPE -> Check.SCOPE;
			case OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE -> Check.GRANT_TYPE;
			case OAuth2ErrorCodes.UNSUPPORTED_RESPONSE_TYPE -> Check.RESPONSE_TYPE;
			case OAuth2ErrorCodes.SERVER_ERROR, OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE -> Check.SERVER;
			default -> Check.PARAMETERS;
		};
	}

	private static Check ofGrant(@Nullable Authentication request) {
		if (request instanceof OAuth2AuthorizationCodeAuthenticationToken) {
			return Check.CODE;
		}
		return (request instanceof OAuth2RefreshTokenAuthenticationToken) ? Check.REFRESH_TOKEN : Check.TOKEN;
	}

}
