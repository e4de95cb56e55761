package io.github.mcpoauth.authorizationserver;

import java.util.Map;

import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;
import io.github.mcpoauth.metadata.AuthorizationServerMetadata;
import io.github.mcpoauth.web.OAuthEndpoint;
import io.github.mcpoauth.web.ProtocolEndpoint;

/**
 * The paths of the authorization server below the context path. Those of the protocol are
 * the platform's defaults.
 */
public final class EndpointPaths {

	static final String AUTHORIZE = "/oauth2/authorize";

	static final String TOKEN = "/oauth2/token";

	static final String JWKS = "/oauth2/jwks";

	static final String REVOKE = "/oauth2/revoke";

	static final String INTROSPECT = "/oauth2/introspect";

	static final String USERINFO = "/oauth2/userinfo";

	static final String REGISTER = "/oauth2/register";

	static final String REGISTRATIONS = REGISTER + "/*";

	static final String LOGIN = "/oauth2/login";

	static final String LOGIN_CANCEL = "/oauth2/login/cancel";

	/** At whatever provider. */
	static final String LOGIN_START = LOGIN + "/with/*";

	static final String LOGIN_CALLBACK = LOGIN + "/code/*";

	static final String LOGOUT = "/oauth2/logout";

	static final String LOGOUT_CONFIRM = "/oauth2/logout/confirm";

	static final String CONSENT = "/oauth2/consent";

	static final String ACCOUNT = "/oauth2/account";

	private EndpointPaths() {
	}

	/**
	 * What requests to the endpoints have to look like. Two resources are answered as an
	 * invalid target (RFC 8707 section 2); the form of the consent page has a field for
	 * each scope, and in a request the platform refuses two of them.
	 */
	static Map<String, ProtocolEndpoint> requests() {
		String resource = ResourceIndicators.PARAMETER;
		return Map.ofEntries(Map.entry(AUTHORIZE, ProtocolEndpoint.page("GET", "POST").repeating(resource, "scope")),
				Map.entry(TOKEN, ProtocolEndpoint.backChannel().repeating(resource)),
				Map.entry(REVOKE, ProtocolEndpoint.backChannel()),
				Map.entry(INTROSPECT, ProtocolEndpoint.backChannel()), Map.entry(USERINFO, ProtocolEndpoint.resource()),
				Map.entry(JWKS, ProtocolEndpoint.document()), Map.entry(CONSENT, ProtocolEndpoint.page("GET")),
				Map.entry(LOGIN, ProtocolEndpoint.page("GET", "POST")),
				Map.entry(LOGIN_CANCEL, ProtocolEndpoint.page("POST")),
				Map.entry(LOGOUT, ProtocolEndpoint.page("GET", "POST")),
				Map.entry(LOGOUT_CONFIRM, ProtocolEndpoint.page("POST")));
	}

	/**
	 * Which endpoint is where.
	 * @return the endpoints by path, also where they are off
	 */
	public static Map<String, OAuthEndpoint> endpoints() {
		return Map.ofEntries(Map.entry(AUTHORIZE, OAuthEndpoint.AUTHORIZE), Map.entry(TOKEN, OAuthEndpoint.TOKEN),
				Map.entry(JWKS, OAuthEndpoint.JWKS), Map.entry(REVOKE, OAuthEndpoint.REVOKE),
				Map.entry(INTROSPECT, OAuthEndpoint.INTROSPECT), Map.entry(USERINFO, OAuthEndpoint.USERINFO),
				Map.entry(REGISTER, OAuthEndpoint.REGISTER), Map.entry(REGISTRATIONS, OAuthEndpoint.REGISTRATION),
				Map.entry(LOGIN, OAuthEndpoint.LOGIN), Map.entry(LOGIN_CANCEL, OAuthEndpoint.LOGIN),
				Map.entry(LOGIN_START, OAuthEndpoint.LOGIN), Map.entry(LOGIN_CALLBACK, OAuthEndpoint.CALLBACK),
				Map.entry(LOGOUT, OAuthEndpoint.LOGOUT), Map.entry(LOGOUT_CONFIRM, OAuthEndpoint.LOGOUT),
				Map.entry(CONSENT, OAuthEndpoint.CONSENT), Map.entry(ACCOUNT, OAuthEndpoint.ACCOUNT));
	}

	/**
	 * The endpoints that the metadata names.
	 * @param registration whether clients may register
	 * @return the paths
	 */
	public static AuthorizationServerMetadata.Endpoints published(boolean registration) {
		return new AuthorizationServerMetadata.Endpoints(AUTHORIZE, TOKEN, JWKS, registration ? REGISTER : null, REVOKE,
				INTROSPECT, USERINFO, LOGOUT);
	}

}
