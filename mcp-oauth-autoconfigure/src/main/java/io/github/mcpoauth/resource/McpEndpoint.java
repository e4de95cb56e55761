package io.github.mcpoauth.resource;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

import io.github.mcpoauth.core.ResourceIdentifier;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.web.CheckHeader;
import io.github.mcpoauth.web.DispatchedPathMatcher;

/**
 * One protected endpoint at work. Immutable.
 */
final class McpEndpoint {

	private final McpEndpointComponents components;

	private final DispatchedPathMatcher matcher;

	private final EndpointCors cors;

	private final AuthenticationManager authenticationManager;

	private final AuthorizationManager<RequestAuthorizationContext> authorizationManager;

	McpEndpoint(McpEndpointComponents components, ScopeRules rules) {
		this.components = components;
		String path = components.resource().path();
		this.matcher = path.equals("/") ? new DispatchedPathMatcher("/")
				: new DispatchedPathMatcher(path, path + "/**");
		this.cors = new EndpointCors(components.allowedOrigins());
		this.authenticationManager = new VerifyingAuthenticationManager(components.verifier());
		this.authorizationManager = components.access().authorizing(components.resource().scopes(), rules);
	}

	DispatchedPathMatcher matcher() {
		return this.matcher;
	}

	EndpointCors cors() {
		return this.cors;
	}

	AuthenticationManager authenticationManager() {
		return this.authenticationManager;
	}

	AuthorizationManager<RequestAuthorizationContext> authorizationManager() {
		return this.authorizationManager;
	}

	AllowedOrigins allowedOrigins() {
		return this.components.allowedOrigins();
	}

	/**
	 * A caller is being refused.
	 */
	void challenged(HttpServletResponse response, ChallengeReason reason) {
		this.components.challenges().challenged(this.components.resource(), reason);
		refused(response, reason.value());
	}

	/**
	 * A call is being refused, for whatever reason.
	 */
	void refused(HttpServletResponse response, String check) {
		if (this.components.checksNamed()) {
			CheckHeader.set(response, check);
		}
	}

	ResourceIdentifier identifier() {
		return this.components.resource().identifier();
	}

	String metadataUrl() {
		return this.components.resource().metadataUrl();
	}

	Scopes requestedAtLogin() {
		return Scopes.of(this.components.resource().scopes().requestedAtLogin());
	}

	Scopes required() {
		return Scopes.of(this.components.resource().scopes().required());
	}

}
