package io.github.mcpoauth.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.core.Scopes;

/**
 * A registration request that passed every check, with what is granted of it. A client
 * can't choose its identifier or a secret, and what it says of keys and unknown things is
 * ignored, as RFC 7591 section 2 asks.
 *
 * @param clientName the name for people to read, or {@code null}
 * @param redirectUris at least one
 * @param grantTypes {@code authorization_code}, and {@code refresh_token} unless the
 * client left it out of a list of its own
 * @param authMethod how it authenticates: {@code none}, or with a secret
 * @param scopes those asked for that exist here
 * @param descriptive members that are sent back as they came and otherwise not used
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7591#section-3.1">RFC 7591
 * section 3.1</a>
 */
record ClientRegistrationRequest(@Nullable String clientName, List<RedirectUri> redirectUris, List<String> grantTypes,
		String authMethod, Scopes scopes, Map<String, Object> descriptive) {

	private static final int MAX_REDIRECT_URIS = 10;

	private static final int MAX_NAME = 100;

	private static final List<String> GRANT_TYPES = List.of("authorization_code", "refresh_token");

	private static final String NONE = "none";

	static ClientRegistrationRequest parse(Map<String, @Nullable Object> members, RedirectUriPolicy redirectUriPolicy,
			Scopes supportedScopes) throws ClientRegistrationException {
		MetadataReader reader = new MetadataReader(members);
		checkNoStatement(reader);
		checkResponseTypes(reader);
		return new ClientRegistrationRequest(clientName(reader), redirectUris(reader, redirectUriPolicy),
				grantTypes(reader), authMethod(reader), scopes(reader).intersection(supportedScopes),
				descriptive(reader));
	}

	/** Registration times are told in seconds. */
	static Instant now(Clock clock) {
		return clock.instant().truncatedTo(ChronoUnit.SECONDS);
	}

	/** When a registration ends, or {@code null} for never. */
	static @Nullable Instant end(Instant issuedAt, Duration timeToLive) {
		return timeToLive.isZero() ? null : issuedAt.plus(timeToLive);
	}

	static ClientRegistrationException tooLong() {
		return MetadataReader.refused("The redirect URIs are too long together");
	}

	ClientMetadata client(Instant issuedAt, @Nullable ClientSecret secret) {
		return new ClientMetadata(this.clientName, this.redirectUris, refreshable(), issuedAt, null, secret);
	}

	/** The members to keep and to send back. */
	Map<String, Object> members() {
		Map<String, Object> members = new LinkedHashMap<>();
		putIfPresent(members, "client_name", this.clientName);
		members.put("redirect_uris", this.redirectUris.stream().map(RedirectUri::toString).toList());
		members.put("grant_types", this.grantTypes);
		members.put("response_types", List.of("code"));
		members.put(Registration.AUTH_METHOD, this.authMethod);
		if (!this.scopes.isEmpty()) {
			members.put("scope", this.scopes.toString());
		}
		members.putAll(this.descriptive);
		return members;
	}

	/**
	 * The same for a server that can't give secrets: RFC 7591 section 2 lets it say so.
	 */
	ClientRegistrationRequest withoutSecret() {
		return new ClientRegistrationRequest(this.clientName, this.redirectUris, this.grantTypes, NONE, this.scopes,
				this.descriptive);
	}

	boolean isConfidential() {
		return !this.authMethod.equals(NONE);
	}

	boolean refreshable() {
		return this.grantTypes.contains("refresh_token");
	}

	/**
	 * Who says nothing gets no secret, although the default of RFC 7591 section 2 is
	 * {@code client_secret_basic}: nearly all MCP clients that say nothing are public
	 * ones.
	 */
	private static String authMethod(MetadataReader reader) throws ClientRegistrationException {
		String method = reader.text(Registration.AUTH_METHOD);
		if (method == null || method.equals(NONE)) {
			return NONE;
		}
		if (!ClientSecret.methods().contains(method)) {
			throw MetadataReader
				.refused("token_endpoint_auth_method must be none, client_secret_basic or client_secret_post");
		}
		return method;
	}

	/**
	 * RFC 7591 section 3.1.1 lets a server ignore what it does not support. But the
	 * members of a statement are there to be believed and to win over the others: whoever
	 * sends one, signed by whomever, would take a 201 for more than it is.
	 */
	private static void checkNoStatement(MetadataReader reader) throws ClientRegistrationException {
		if (reader.hasValue("software_statement")) {
			throw new ClientRegistrationException(OAuthError.unapprovedSoftwareStatement(
					"No issuer of software statements is trusted here; register without software_statement"));
		}
	}

	private static void checkResponseTypes(MetadataReader reader) throws ClientRegistrationException {
		List<String> responseTypes = reader.texts("response_types");
		if (responseTypes != null && !responseTypes.equals(List.of("code"))) {
			throw MetadataReader.refused("response_types must hold code, and nothing else");
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
