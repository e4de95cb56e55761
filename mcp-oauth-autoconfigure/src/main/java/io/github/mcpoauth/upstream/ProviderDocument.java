package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.web.Json;

/**
 * What is used of a provider's metadata, checked. Immutable.
 *
 * @param issuer the issuer as the document spells it
 * @param endpoints the endpoints that it names and that may be used
 * @param sendsIssuer whether authorization responses carry {@code iss}
 * @param tokenAuthMethods how clients may authenticate, if it says so
 * @param clients what it says to clients that come to it themselves
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8414#section-2">RFC 8414 section
 * 2</a>
 */
record ProviderDocument(String issuer, EndpointSet endpoints, boolean sendsIssuer, Set<String> tokenAuthMethods,
		ClientSupport clients) {

	private static final String SENDS_ISSUER = "authorization_response_iss_parameter_supported";

	private static final String AUTH_METHODS = "token_endpoint_auth_methods_supported";

	ProviderDocument {
		tokenAuthMethods = Set.copyOf(tokenAuthMethods);
	}

	/**
	 * Reads a document.
	 * @param body the bytes of a stranger
	 * @param rules what may be used of it
	 * @return the document
	 * @throws IOException if it must not be used at all; the message says why
	 */
	static ProviderDocument read(byte[] body, DocumentRules rules) throws IOException {
		Map<String, @Nullable Object> members = Json.readObject(body);
		if (members == null) {
			throw new IOException("it is no JSON object");
		}
		String issuer = rules.issuer(members.get("issuer"));
		EndpointSet endpoints = new EndpointSet(endpoint(members, "authorization_endpoint", rules),
				endpoint(members, "token_endpoint", rules), endpoint(members, "jwks_uri", rules),
				endpoint(members, "revocation_endpoint", rules), endpoint(members, "introspection_endpoint", rules),
				endpoint(members, "userinfo_endpoint", rules));
		return new ProviderDocument(issuer, endpoints, Boolean.TRUE.equals(members.get(SENDS_ISSUER)),
				strings(members.get(AUTH_METHODS)), ClientSupport.read(members));
	}

	private static @Nullable URI endpoint(Map<String, @Nullable Object> members, String name, DocumentRules rules) {
		return (members.get(name) instanceof String value) ? rules.endpoint(name, value) : null;
	}

	static Set<String> strings(@Nullable Object value) {
		Set<String> strings = new LinkedHashSet<>();
		if (value instanceof List<?> list) {
			list.stream().filter(String.class::isInstance).map(String.class::cast).forEach(strings::add);
		}
		return strings;
	}

	/**
	 * Writes what was read, as a document that can be read again.
	 */
	byte[] toBytes() {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("issuer", this.issuer);
		put(members, "authorization_endpoint", this.endpoints.authorization());
		put(members, "token_endpoint", this.endpoints.token());
		put(members, "jwks_uri", this.endpoints.jwks());
		put(members, "revocation_endpoint", this.endpoints.revocation());
		put(members, "introspection_endpoint", this.endpoints.introspection());
		put(members, "userinfo_endpoint", this.endpoints.userInfo());
		members.put(SENDS_ISSUER, this.sendsIssuer);
		members.put(AUTH_METHODS, List.copyOf(this.tokenAuthMethods));
		this.clients.addTo(members);
		return Json.toBytes(members);
	}

	private static void put(Map<String, Object> members, String name, @Nullable URI endpoint) {
		if (endpoint != null) {
			members.put(name, endpoint.toString());
		}
	}

}
