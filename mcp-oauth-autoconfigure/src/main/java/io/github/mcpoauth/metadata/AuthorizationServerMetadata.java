package io.github.mcpoauth.metadata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.Scopes;

/**
 * The content of authorization server metadata: what this server does, and nothing that
 * it does not.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8414#section-2">RFC 8414 section
 * 2</a>
 */
public final class AuthorizationServerMetadata {

	/** Where clients authenticate. */
	private static final List<String> ENDPOINTS = List.of("token_endpoint", "revocation_endpoint",
			"introspection_endpoint");

	private AuthorizationServerMetadata() {
	}

	/**
	 * Lists the members.
	 * @param urls where this application is reached
	 * @param endpoints the paths of the endpoints
	 * @param scopes all scopes that clients may ask for
	 * @return the members in their order, to be changed at will
	 */
	public static Map<String, Object> members(PublicUrls urls, Endpoints endpoints, Scopes scopes) {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("issuer", urls.issuer());
		members.put("authorization_endpoint", urls.endpoint(endpoints.authorization()));
		members.put("token_endpoint", urls.endpoint(endpoints.token()));
		members.put("jwks_uri", urls.endpoint(endpoints.jwks()));
		if (endpoints.registration() != null) {
			members.put("registration_endpoint", urls.endpoint(endpoints.registration()));
		}
		members.put("revocation_endpoint", urls.endpoint(endpoints.revocation()));
		if (endpoints.introspection() != null) {
			members.put("introspection_endpoint", urls.endpoint(endpoints.introspection()));
		}
		if (endpoints.userinfo() != null) {
			members.put("userinfo_endpoint", urls.endpoint(endpoints.userinfo()));
		}
		if (endpoints.endSession() != null) {
			members.put("end_session_endpoint", urls.endpoint(endpoints.endSession()));
		}
		if (!scopes.isEmpty()) {
			members.put("scopes_supported", List.copyOf(scopes.asSet()));
		}
		members.put("response_types_supported", List.of("code"));
		members.put("response_modes_supported", List.of("query"));
		members.put("grant_types_supported", List.of("authorization_code", "refresh_token"));
		addAuthMethods(members, List.of("none"));
		members.put("code_challenge_methods_supported", List.of("S256"));
		members.put("authorization_response_iss_parameter_supported", true);
		return members;
	}

	/**
	 * Adds that clients may be known by the documents at the URLs that are their
	 * identifiers, and may authenticate with the keys in them.
	 * @param members the members of the document, to be changed
	 * @param algorithms what they may sign with
	 * @see <a href=
	 * "https://datatracker.ietf.org/doc/html/draft-ietf-oauth-client-id-metadata-document-00#section-5">Client
	 * ID Metadata Document section 5</a>
	 */
	public static void addClientDocuments(Map<String, Object> members, List<String> algorithms) {
		members.put("client_id_metadata_document_supported", true);
		addClientKeys(members, algorithms);
	}

	/**
	 * Adds that clients may authenticate with keys.
	 * @param members the members of the document, to be changed
	 * @param algorithms what they may sign with
	 */
	public static void addClientKeys(Map<String, Object> members, List<String> algorithms) {
		addAuthMethods(members, List.of("private_key_jwt"));
		for (String endpoint : endpoints(members)) {
			members.put(endpoint + "_auth_signing_alg_values_supported", List.copyOf(algorithms));
		}
	}

	/**
	 * Adds ways in which clients may authenticate.
	 * @param members the members of the document, to be changed
	 * @param methods their names
	 */
	public static void addAuthMethods(Map<String, Object> members, List<String> methods) {
		for (String endpoint : endpoints(members)) {
			add(members, endpoint + "_auth_methods_supported", methods);
		}
	}

	/**
	 * Adds a grant that some clients may use.
	 * @param members the members of the document, to be changed
	 * @param grantType its name
	 */
	public static void addGrantType(Map<String, Object> members, String grantType) {
		add(members, "grant_types_supported", List.of(grantType));
	}

	private static void add(Map<String, Object> members, String name, List<String> values) {
		members.merge(name, values,
				(present, added) -> Stream.concat(((List<?>) present).stream(), values.stream()).distinct().toList());
	}

	private static List<String> endpoints(Map<String, Object> members) {
		return ENDPOINTS.stream().filter(members::containsKey).toList();
	}

	/**
	 * Adds what OpenID Connect Discovery section 3 requires of a document at its URL, for
	 * clients that look only there and parse strictly. The {@code openid} scope is not
	 * among the supported ones, so no ID token is promised.
	 * @param members the members of the RFC 8414 document
	 * @return the same members and the two required ones, where they are missing
	 */
	public static Map<String, Object> asOpenidConfiguration(Map<String, Object> members) {
		Map<String, Object> alias = new LinkedHashMap<>(members);
		alias.putIfAbsent("subject_types_supported", List.of("public"));
		alias.putIfAbsent("id_token_signing_alg_values_supported", List.of("RS256"));
		return alias;
	}

	/**
	 * The paths of the endpoints below the context path.
	 *
	 * @param authorization the authorization endpoint
	 * @param token the token endpoint
	 * @param jwks the JWK Set
	 * @param registration the client registration endpoint, or {@code null} if it is off
	 * @param revocation the token revocation endpoint
	 * @param introspection the token introspection endpoint, or {@code null} if there is
	 * none
	 * @param userinfo the UserInfo endpoint, or {@code null} if there is none
	 * @param endSession where people sign out, or {@code null} if this server has no
	 * logins
	 */
	public record Endpoints(String authorization, String token, String jwks, @Nullable String registration,
			String revocation, @Nullable String introspection, @Nullable String userinfo, @Nullable String endSession) {
	}

}
