package io.github.mcpoauth.authorizationserver;

import io.github.mcpoauth.metadata.AuthorizationServerMetadata;

/**
 * The paths of the authorization server below the context path. Those of the protocol are
 * the platform's defaults.
 */
public final class EndpointPaths {

	static final String AUTHORIZE = "/oauth2/authorize";

	static final String TOKEN = "/oauth2/token";

	static final String JWKS = "/oauth2/jwks";

	static final String REVOKE = "/oauth2/revoke";

	static final String REGISTER = "/oauth2/register";

	static final String LOGIN = "/oauth2/login";

	static final String CONSENT = "/oauth2/consent";

	private EndpointPaths() {
	}

	/**
	 * The endpoints that the metadata names.
	 * @param registration whether clients may register
	 * @return the paths
	 */
	public static AuthorizationServerMetadata.Endpoints published(boolean registration) {
		return new AuthorizationServerMetadata.Endpoints(AUTHORIZE, TOKEN, JWKS, registration ? REGISTER : null,
				REVOKE);
	}

}
