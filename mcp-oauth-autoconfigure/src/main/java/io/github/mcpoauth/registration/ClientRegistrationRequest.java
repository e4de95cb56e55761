package io.github.mcpoauth.registration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.core.Scopes;

/**
 * A registration request that passed every check, with what is granted of it. A client
 * can't choose its identifier or a secret, and what it says of keys, secrets and unknown
 * things is ignored, as RFC 7591 section 2 asks.
 *
 * @param clientName the name for people to read, or {@code null}
 * @param redirectUris at least one
 * @param grantTypes {@code authorization_code}, and {@code refresh_token} unless the
 * client left it out of a list of its own
 * @param scopes those asked for that exist here
 * @param descriptive members that are sent back as they came and otherwise not used
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7591#section-3.1">RFC 7591
 * section 3.1</a>
 */
record ClientRegistrationRequest(@Nullable String clientName, List<RedirectUri> redirectUris, List<String> grantTypes,
		Scopes scopes, Map<String, Object> descriptive) {

	private static final int MAX_REDIRECT_URIS = 10;

	private static final int MAX_NAME = 100;

	private static final List<String> GRANT_TYPES = List.of("authorization_code", "refresh_token");

	// Public clients all: a secret in software that anybody can register proves nothing
	private static final Set<String> AUTH_METHODS_COERCED_TO_NONE = Set.of("none", "client_secret_basic",
			"client_secret_post");

	static ClientRegistrationRequest parse(Map<String, @Nullable Object> members, RedirectUriPolicy redirectUriPolicy,
			Scopes supportedScopes) throws ClientRegistrationException {
		MetadataReader reader = new MetadataReader(members);
		checkAuthMethod(reader);
		checkResponseTypes(reader);
		return new ClientRegistrationRequest(clientName(reader), redirectUris(reader, redirectUriPolicy),
				grantTypes(reader), scopes(reader).intersection(supportedScopes), descriptive(reader));
	}

	boolean refreshable() {
		return this.grantTypes.contains("refresh_token");
	}

	private static void checkAuthMethod(MetadataReader reader) throws ClientRegistrationException {
		String method = reader.text("token_endpoint_auth_method");
		if (method != null && !AUTH_METHODS_COERCED_TO_NONE.contains(method)) {
			throw MetadataReader.refused("token_endpoint_auth_method must be none");
		}
	}

	private static void checkResponseTypes(MetadataReader reader) throws ClientRegistrationException {
		List<String> responseTypes = reader.texts("response_types");
		if (responseTypes != null && !responseTypes.equals(List.of("code"))) {
			throw MetadataReader.refused("response_types must be [\"code\"]");
		}
	}

	static @Nullable String clientName(MetadataReader reader) throws ClientRegistrationException {
		String name = reader.text("client_name");
		if (name == null || name.isBlank()) {
			return null;
		}
		// Invisible and direction-changing characters would let one name look like
		// another
		if (name.length() > MAX_NAME || name.codePoints().anyMatch(ClientRegistrationRequest::isInvisible)) {
			throw MetadataReader
				.refused("client_name must have at most " + MAX_NAME + " characters, all of them visible");
		}
		return name.strip();
	}

	private static boolean isInvisible(int codePoint) {
		int type = Character.getType(codePoint);
		return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
				|| type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
	}

	static List<RedirectUri> redirectUris(MetadataReader reader, RedirectUriPolicy policy)
			throws ClientRegistrationException {
		List<String> values = reader.texts("redirect_uris");
		if (values == null || values.isEmpty() || values.size() > MAX_REDIRECT_URIS) {
			throw refusedRedirectUri("redirect_uris must hold 1 to " + MAX_REDIRECT_URIS + " URIs");
		}
		try {
			return values.stream().distinct().map(policy::parse).toList();
		}
		catch (IllegalArgumentException ex) {
			throw refusedRedirectUri("A redirect URI " + ex.getMessage());
		}
	}

	private static ClientRegistrationException refusedRedirectUri(String description) {
		return new ClientRegistrationException(OAuthError.invalidRedirectUri(description));
	}

	private static List<String> grantTypes(MetadataReader reader) throws ClientRegistrationException {
		List<String> grantTypes = reader.texts("grant_types");
		if (grantTypes == null) {
			return GRANT_TYPES;
		}
		if (!GRANT_TYPES.containsAll(grantTypes) || !grantTypes.contains("authorization_code")) {
			throw MetadataReader.refused("grant_types must be authorization_code, and refresh_token if wanted");
		}
		return grantTypes.stream().distinct().toList();
	}

	private static Scopes scopes(MetadataReader reader) throws ClientRegistrationException {
		try {
			return Scopes.parse(reader.text("scope"));
		}
		catch (IllegalArgumentException ex) {
			throw MetadataReader.refused("scope must be scope tokens with spaces between them");
		}
	}

	private static Map<String, Object> descriptive(MetadataReader reader) throws ClientRegistrationException {
		Map<String, Object> descriptive = new LinkedHashMap<>();
		for (String name : List.of("client_uri", "logo_uri", "tos_uri", "policy_uri")) {
			String value = reader.text(name);
			if (value != null && !value.regionMatches(true, 0, "https://", 0, 8)
					&& !value.regionMatches(true, 0, "http://", 0, 7)) {
				throw MetadataReader.refused(name + " must be an https URL");
			}
			putIfPresent(descriptive, name, value);
		}
		for (String name : List.of("application_type", "software_id", "software_version")) {
			putIfPresent(descriptive, name, reader.text(name));
		}
		putIfPresent(descriptive, "contacts", reader.texts("contacts"));
		return descriptive;
	}

	private static void putIfPresent(Map<String, Object> members, String name, @Nullable Object value) {
		if (value != null) {
			members.put(name, value);
		}
	}

}
