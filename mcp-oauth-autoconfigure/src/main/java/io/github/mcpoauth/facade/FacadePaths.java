package io.github.mcpoauth.facade;

import java.util.Map;
import java.util.function.BiPredicate;

import jakarta.servlet.http.HttpServletRequest;

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

	static final String REGISTER = "/oauth2/register";

	/** Where clients look that found no metadata (MCP 2025-03-26). */
	static final String DEFAULT_AUTHORIZE = "/authorize";

	/** Where clients look that found no metadata (MCP 2025-03-26). */
	static final String DEFAULT_TOKEN = "/token";

	/** Where clients look that found no metadata (MCP 2025-03-26). */
	static final String DEFAULT_REGISTER = "/register";

	private FacadePaths() {
	}

	/** What requests to the endpoints have to look like. */
	static Map<String, ProtocolEndpoint> requests() {
		BiPredicate<HttpServletRequest, String> resource = (request, name) -> name.equals(ResourceParameter.NAME);
		ProtocolEndpoint authorize = ProtocolEndpoint.page("GET").repeating(resource);
		ProtocolEndpoint token = ProtocolEndpoint.backChannel().repeating(resource);
		return Map.of(AUTHORIZE, authorize, DEFAULT_AUTHORIZE, authorize, CONSENT,
				ProtocolEndpoint.page("POST").repeating((request, name) -> name.equals("scope")), CALLBACK,
				ProtocolEndpoint.page("GET"), TOKEN, token, DEFAULT_TOKEN, token, REVOKE,
				ProtocolEndpoint.backChannel());
	}

}
