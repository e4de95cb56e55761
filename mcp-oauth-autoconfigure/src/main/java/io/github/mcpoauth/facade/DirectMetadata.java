package io.github.mcpoauth.facade;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.Scopes;

/**
 * The authorization server metadata of a facade that relays nothing: this application's
 * issuer and registration endpoint, and the identity provider's own endpoints for the
 * rest. It does not say that {@code iss} is sent, for the provider's would be another
 * one. Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8414#section-2">RFC 8414 section
 * 2</a>
 */
public final class DirectMetadata {

	private final PublicUrls urls;

	private final DirectEndpoints endpoints;

	private final boolean registration;

	/**
	 * Collects what the document is made of.
	 * @param urls where this application is reached
	 * @param endpoints where the provider is reached
	 * @param registration whether clients may register
	 */
	public DirectMetadata(PublicUrls urls, DirectEndpoints endpoints, boolean registration) {
		this.urls = urls;
		this.endpoints = endpoints;
		this.registration = registration;
	}

	/**
	 * Lists the members. Waits for the provider where its metadata has to be fetched, and
	 * never fails.
	 * @param scopes all scopes that clients may ask for
	 * @return the members in their order, to be changed at will
	 */
	public Map<String, Object> members(Scopes scopes) {
		DirectEndpoints.Located located = this.endpoints.locate();
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("issuer", this.urls.issuer());
		members.put("authorization_endpoint", located.authorization().toString());
		members.put("token_endpoint", located.token().toString());
		members.put("jwks_uri", located.jwks().toString());
		if (this.registration) {
			members.put("registration_endpoint", this.urls.endpoint(FacadePaths.REGISTER));
		}
		if (!scopes.isEmpty()) {
			members.put("scopes_supported", List.copyOf(scopes.asSet()));
		}
		members.put("response_types_supported", List.of("code"));
		members.put("grant_types_supported", List.of("authorization_code", "refresh_token"));
		members.put("token_endpoint_auth_methods_supported", List.of("none"));
		members.put("code_challenge_methods_supported", List.of("S256"));
		return members;
	}

}
