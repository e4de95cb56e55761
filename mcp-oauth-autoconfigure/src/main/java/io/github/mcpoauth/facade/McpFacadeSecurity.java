package io.github.mcpoauth.facade;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

import io.github.mcpoauth.store.StoreOutageFilter;
import io.github.mcpoauth.web.ClientCors;
import io.github.mcpoauth.web.ProtocolRequestFilter;

/**
 * Makes a security filter chain the one of the facade. It has no session; the cookies of
 * a login prove on their own which browser it was begun in, so there is no other CSRF
 * token. Immutable.
 */
public final class McpFacadeSecurity {

	private final FacadeComponents components;

	private final boolean defaultPaths;

	/**
	 * Collects what the chain needs.
	 * @param components the parts of the facade
	 * @param defaultPaths whether it serves the paths as well where clients look that
	 * found no metadata
	 */
	public McpFacadeSecurity(FacadeComponents components, boolean defaultPaths) {
		this.components = components;
		this.defaultPaths = defaultPaths;
	}

	/**
	 * Configures a chain.
	 * @param http the chain's builder, fresh
	 */
	public void applyTo(HttpSecurity http) {
		FacadeChain.apply(http, endpoints(), corsConfiguration());
		http.addFilterAfter(new StoreOutageFilter(FacadePaths.requests()), CorsFilter.class)
			.addFilterAfter(new ProtocolRequestFilter(FacadePaths.requests()), CorsFilter.class);
	}

	private Map<String, HttpRequestHandler> endpoints() {
		BrowserBinding consent = new BrowserBinding(this.components.urls(), "consent");
		BrowserBinding login = new BrowserBinding(this.components.urls(), "login");
		Map<String, HttpRequestHandler> endpoints = new HashMap<>();
		endpoints.put(FacadePaths.AUTHORIZE, new AuthorizeEndpoint(this.components, consent));
		endpoints.put(FacadePaths.CONSENT, new ConsentEndpoint(this.components, consent, login));
		endpoints.put(FacadePaths.CALLBACK, new CallbackEndpoint(this.components, login));
		endpoints.put(FacadePaths.TOKEN, new TokenEndpoint(this.components));
		endpoints.put(FacadePaths.REVOKE, new RevocationEndpoint(this.components));
		endpoints.put(FacadePaths.JWKS, new JwksEndpoint(this.components.upstreamKeys()));
		if (this.components.registration() != null) {
			endpoints.put(FacadePaths.REGISTER, this.components.registration());
		}
		if (this.components.configuration() != null) {
			endpoints.put(FacadePaths.REGISTRATIONS, this.components.configuration());
		}
		if (this.defaultPaths) {
			FacadePaths.DEFAULTS.forEach((path, defaultPath) -> {
				if (endpoints.containsKey(path)) {
					endpoints.put(defaultPath, endpoints.get(path));
				}
			});
		}
		// Nothing, where it is off: not the application's login, which would lead nowhere
		for (String path : List.of(FacadePaths.REGISTER, FacadePaths.REGISTRATIONS)) {
			endpoints.putIfAbsent(path, (request, response) -> response.setStatus(HttpStatus.NOT_FOUND.value()));
		}
		return endpoints;
	}

	private static CorsConfigurationSource corsConfiguration() {
		Set<String> paths = new LinkedHashSet<>();
		for (String path : List.of(FacadePaths.TOKEN, FacadePaths.REVOKE, FacadePaths.REGISTER,
				FacadePaths.REGISTRATIONS, FacadePaths.JWKS)) {
			paths.add(path);
			paths.add(FacadePaths.DEFAULTS.getOrDefault(path, path));
		}
		return ClientCors.at(paths, "GET", "POST", "PUT", "DELETE");
	}

}
