package io.github.mcpoauth.authorizationserver;

import java.util.Map;
import java.util.function.BiPredicate;

import jakarta.servlet.http.HttpServletRequest;

import io.github.mcpoauth.metadata.AuthorizationServerMetadata;
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

	static final String REGISTER = "/oauth2/register";

	static final String LOGIN = "/oauth2/login";

	static final String CONSENT = "/oauth2/consent";

	private EndpointPaths() {
	}

	/**
	 * What requests to the endpoints have to look like. Two resources are answered as an
	 * invalid target (RFC 8707 section 2), and the form of the consent page has a field
	 * for each scope.
	 */
	static Map<String, ProtocolEndpoint> requests() {
		BiPredicate<HttpServletRequest, String> resource = (request, name) -> name.equals(ResourceIndicators.PARAMETER);
		BiPredicate<HttpServletRequest, String> consentScope = (request, name) -> name.equals("scope")
				&& request.getParameter("decision") != null;
		BiPredicate<HttpServletRequest, String> anything = (request, name) -> true;
		return Map.of(AUTHORIZE, ProtocolEndpoint.page("GET", "POST").repeating(resource.or(consentScope)), TOKEN,
				ProtocolEndpoint.backChannel().repeating(resource), REVOKE,
				ProtocolEndpoint.backChannel().repeating(resource), JWKS, ProtocolEndpoint.document(), CONSENT,
				ProtocolEndpoint.page("GET").repeating(anything), LOGIN,
				ProtocolEndpoint.page("GET", "POST").repeating(anything));
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
