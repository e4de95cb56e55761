package io.github.mcpoauth.facade;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.registration.ClientRegistrationEndpoint;
import io.github.mcpoauth.web.ClientCors;

/**
 * Makes a security filter chain the one of a facade that relays nothing: it has the
 * registration endpoint and no other. Immutable.
 */
public final class McpDirectFacadeSecurity {

	private final Map<String, HttpRequestHandler> endpoints;

	/**
	 * Collects what the chain needs.
	 * @param registration registers clients, or {@code null} if that is off
	 * @param defaultPaths whether it serves the path as well where clients look that
	 * found no metadata
	 */
	public McpDirectFacadeSecurity(@Nullable ClientRegistrationEndpoint registration, boolean defaultPaths) {
		Map<String, HttpRequestHandler> endpoints = new HashMap<>();
		if (registration != null) {
			endpoints.put(FacadePaths.REGISTER, registration);
			if (defaultPaths) {
				endpoints.put(FacadePaths.DEFAULTS.getOrDefault(FacadePaths.REGISTER, FacadePaths.REGISTER),
						registration);
			}
		}
		this.endpoints = Map.copyOf(endpoints);
	}

	/**
	 * Configures a chain.
	 * @param http the chain's builder, fresh
	 */
	public void applyTo(HttpSecurity http) {
		FacadeChain.apply(http, this.endpoints, ClientCors.at(this.endpoints.keySet(), "POST"));
	}

}
