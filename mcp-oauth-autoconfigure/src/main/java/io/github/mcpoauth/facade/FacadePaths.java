package io.github.mcpoauth.facade;

import java.util.HashMap;
import java.util.Map;

import io.github.mcpoauth.metadata.AuthorizationServerMetadata;
import io.github.mcpoauth.web.OAuthEndpoint;
import io.github.mcpoauth.web.ProtocolEndpoint;

/**
 * The paths of the facade below the context path.
 */
public final class FacadePaths {

	static final String AUTHORIZE = "/oauth2/authorize";

	static final String CONSENT = "/oauth2/consent";

	static final String CALLBACK = "/oauth2/callback";

	static final String TOKEN = "/oauth2/token";

	static final String REVOKE = "/oauth2/revoke";

	static final String JWKS = "/oauth2/jwks";

	static final String REGISTER = "/oauth2/register";

	static final String REGISTRATIONS = REGISTER + "/*";

	/**
	 * Where clients look that found no metadata, by what they look for (MCP 2025-03-26).
	 */
	static final Map<String, String> DEFAULTS = Map.of(AUTHORIZE, "/authorize", TOKEN, "/token", REGISTER, "/register");

	private FacadePaths() {
	}

	/** What requests to the endpoints have to look like. */
	static Map<String, ProtocolEndpoint> requests() {
		ProtocolEndpoint authorize = ProtocolEndpoint.page("GET").repeating("resource");
		ProtocolEndpoint token = ProtocolEndpoint.backChannel().repeating("resource");
		Map<String, ProtocolEndpoint> requests = new HashMap<>(Map.of(AUTHORIZE, authorize, CONSENT,
				ProtocolEndpoint.page("POST").repeating("scope"), CALLBACK, ProtocolEndpoint.page("GET"), TOKEN, token,
				REVOKE, ProtocolEndpoint.backChannel(), JWKS, ProtocolEndpoint.document()));
		requests.put(DEFAULTS.get(AUTHORIZE), authorize);
		requests.put(DEFAULTS.get(TOKEN), token);
		return requests;
	}

	/**
	 * Which endpoint is where.
	 * @return the endpoints by path, also where they are off
	 */
	public static Map<String, OAuthEndpoint> endpoints() {
		Map<String, OAuthEndpoint> endpoints = new HashMap<>(Map.of(AUTHORIZE, OAuthEndpoint.AUTHORIZE, CONSENT,
				OAuthEndpoint.CONSENT, CALLBACK, OAuthEndpoint.CALLBACK, TOKEN, OAuthEndpoint.TOKEN, REVOKE,
				OAuthEndpoint.REVOKE, JWKS, OAuthEndpoint.JWKS, REGISTER, OAuthEndpoint.REGISTER, REGISTRATIONS,
				OAuthEndpoint.REGISTRATION));
		DEFAULTS.forEach((path, defaultPath) -> endpoints.put(defaultPath, endpoints.get(path)));
		return endpoints;
	}

	/**
	 * The endpoints that the metadata names.
	 * @param registration whether clients may register
	 * @return the paths
	 */
	public static AuthorizationServerMetadata.Endpoints published(boolean registration) {
		return new AuthorizationServerMetadata.Endpoints(AUTHORIZE, TOKEN, JWKS, registration ? REGISTER : null, REVOKE,
				null, null, null);
	}

}
