package io.github.mcpoauth.authorizationserver;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.springframework.http.HttpStatus;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.authorizationserver.introspection.IntrospectionRules;
import io.github.mcpoauth.authorizationserver.user.Admission;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.web.ProtocolEndpoint;

/**
 * The endpoints that this authorization server has beside the platform's, by who gets to
 * them, and the paths of all. Immutable.
 */
final class ServedEndpoints {

	private final AuthorizationServerComponents components;

	private final Admission admission;

	private final ApprovedConsents approvedConsents;

	private final Map<String, ProtocolEndpoint> requests;

	private final Map<String, HttpRequestHandler> selfAuthenticating;

	ServedEndpoints(AuthorizationServerComponents components, Admission admission, ApprovedConsents approvedConsents) {
		this.components = components;
		this.admission = admission;
		this.approvedConsents = approvedConsents;
		this.requests = Map.copyOf(requests(components));
		this.selfAuthenticating = Map.copyOf(selfAuthenticating(components));
	}

	private static Map<String, ProtocolEndpoint> requests(AuthorizationServerComponents components) {
		Map<String, ProtocolEndpoint> requests = new HashMap<>(EndpointPaths.requests());
		if (components.grants() != null) {
			requests.put(EndpointPaths.ACCOUNT, ProtocolEndpoint.page("GET", "POST"));
		}
		if (components.logins().federated() != null) {
			requests.putAll(components.logins().federated().requests());
		}
		return requests;
	}

	private static Map<String, HttpRequestHandler> selfAuthenticating(AuthorizationServerComponents components) {
		HttpRequestHandler absent = (request, response) -> response.setStatus(HttpStatus.NOT_FOUND.value());
		Map<String, HttpRequestHandler> endpoints = new HashMap<>(
				Map.of(EndpointPaths.REGISTER, absent, EndpointPaths.REGISTRATIONS, absent));
		if (components.registration() != null) {
			endpoints.put(EndpointPaths.REGISTER, components.registration());
		}
		if (components.configuration() != null) {
			endpoints.put(EndpointPaths.REGISTRATIONS, components.configuration());
		}
		endpoints.putAll(components.additions());
		return endpoints;
	}

	/** What requests have to look like, the platform's endpoints included. */
	Map<String, ProtocolEndpoint> requests() {
		return this.requests;
	}

	/** Every path, the platform's included. */
	Set<String> paths() {
		Set<String> paths = new HashSet<>(this.requests.keySet());
		paths.addAll(this.selfAuthenticating.keySet());
		return paths;
	}

	/**
	 * What authenticates by itself. Where registration is off there is nothing, and no
	 * login that would lead to it.
	 */
	Map<String, HttpRequestHandler> selfAuthenticating() {
		return this.selfAuthenticating;
	}

	/** What a token of this server opens. */
	Map<String, HttpRequestHandler> withToken() {
		return Map.of(EndpointPaths.USERINFO, IntrospectionRules.userInfo(this.components.issued()));
	}

	/** The pages for people who are not logged in, or won't be. */
	Map<String, HttpRequestHandler> withoutLogin(RequestCache interrupted) {
		PublicUrls urls = this.components.urls();
		String server = this.components.resources().first().name();
		return Map.of(EndpointPaths.LOGIN, new LoginEndpoint(urls, server, this.components.logins()),
				EndpointPaths.LOGIN_CANCEL,
				new CancelledLoginEndpoint(urls, this.components.registeredClients(), interrupted),
				EndpointPaths.LOGOUT, new LogoutEndpoint(urls, server), EndpointPaths.LOGOUT_CONFIRM,
				new ConfirmedLogoutEndpoint());
	}

	/** The pages for people who are logged in. */
	Map<String, HttpRequestHandler> withLogin() {
		Map<String, HttpRequestHandler> pages = new HashMap<>(Map.of(EndpointPaths.CONSENT,
				new ConsentEndpoint(this.components, this.admission, this.approvedConsents)));
		if (this.components.grants() != null) {
			Grants grants = new Grants(this.components.grants(), this.components.remembered(),
					this.components.resourceIndicators(), this.components.logins().federated(),
					this.components.events());
			pages.put(EndpointPaths.ACCOUNT, new AccountEndpoint(this.components, grants, this.admission));
		}
		return pages;
	}

}
