package io.github.mcpoauth.registration;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.web.Json;

/**
 * Reads a Client ID Metadata Document. What it says of grants, scopes and logos for other
 * servers is ignored; what would make it unsafe here refuses the whole document.
 *
 * @see <a href=
 * "https://datatracker.ietf.org/doc/html/draft-ietf-oauth-client-id-metadata-document-00#section-4">Client
 * ID Metadata Document section 4</a>
 */
final class ClientDocument {

	private static final String NONE = "none";

	private static final String PRIVATE_KEY_JWT = "private_key_jwt";

	private final ClientIdUrl url;

	private final MetadataReader reader;

	private ClientDocument(ClientIdUrl url, MetadataReader reader) {
		this.url = url;
		this.reader = reader;
	}

	/**
	 * Reads a document.
	 * @param url where it was found
	 * @param body what was found there
	 * @param policy which redirect URIs a client may have
	 * @param now when it was found
	 * @return what it says of the client
	 * @throws ClientRegistrationException if it breaks a rule
	 */
	static ClientMetadata parse(ClientIdUrl url, byte[] body, RedirectUriPolicy policy, Instant now)
			throws ClientRegistrationException {
		Map<String, @Nullable Object> members = Json.readObject(body);
		if (members == null) {
			throw MetadataReader.refused("it is not one JSON object, or has a member twice");
		}
		return new ClientDocument(url, new MetadataReader(members)).read(policy, now);
	}

	private ClientMetadata read(RedirectUriPolicy policy, Instant now) throws ClientRegistrationException {
		if (!this.url.toString().equals(this.reader.text("client_id"))) {
			throw MetadataReader.refused("client_id must be the URL of the document, character by character");
		}
		checkNoSecret();
		checkGrants();
		String name = ClientRegistrationRequest.clientName(this.reader);
		if (name == null) {
			throw MetadataReader.refused("client_name is missing");
		}
		return new ClientMetadata(name, ClientRegistrationRequest.redirectUris(this.reader, policy), isRefreshable(),
				now, authenticationKeys(), null);
	}

	private void checkNoSecret() throws ClientRegistrationException {
		if (this.reader.has("client_secret") || this.reader.has("client_secret_expires_at")) {
			throw MetadataReader.refused("a public document can't have a client_secret");
		}
	}

	private void checkGrants() throws ClientRegistrationException {
		List<String> grantTypes = this.reader.texts("grant_types");
		if (grantTypes != null && !grantTypes.contains("authorization_code")) {
			throw MetadataReader.refused("grant_types must hold authorization_code");
		}
		List<String> responseTypes = this.reader.texts("response_types");
		if (responseTypes != null && !responseTypes.contains("code")) {
			throw MetadataReader.refused("response_types must hold code");
		}
	}

	private boolean isRefreshable() throws ClientRegistrationException {
		List<String> grantTypes = this.reader.texts("grant_types");
		return grantTypes == null || grantTypes.contains("refresh_token");
	}

	/**
	 * A client that publishes keys and says nothing of a method has to use them: a server
	 * that took it for a public one would let everybody act in its name.
	 */
	private @Nullable ClientKeys authenticationKeys() throws ClientRegistrationException {
		ClientKeys keys = keys();
		String method = this.reader.text("token_endpoint_auth_method");
		String effective = (method != null) ? method : (keys != null) ? PRIVATE_KEY_JWT : NONE;
		if (effective.equals(NONE)) {
			return null;
		}
		if (!effective.equals(PRIVATE_KEY_JWT)) {
			throw MetadataReader.refused("token_endpoint_auth_method must be none or private_key_jwt");
		}
		if (keys == null) {
			throw MetadataReader.refused("private_key_jwt needs jwks or jwks_uri");
		}
		return keys;
	}

	private @Nullable ClientKeys keys() throws ClientRegistrationException {
		Map<String, @Nullable Object> jwks = this.reader.object("jwks");
		String location = this.reader.text("jwks_uri");
		if (jwks != null && location != null) {
			throw MetadataReader.refused("there must not be both jwks and jwks_uri");
		}
		if (jwks != null) {
			return ClientKeys.of(ClientJwkSet.parse(jwks));
		}
		return (location != null) ? ClientKeys.at(jwksUri(location)) : null;
	}

	/**
	 * Of the document's own origin: otherwise any document could have this server ask any
	 * other host.
	 */
	private URI jwksUri(String location) throws ClientRegistrationException {
		try {
			URI uri = URI.create(location);
			if (this.url.hasOriginOf(uri) && uri.getRawUserInfo() == null && uri.getRawFragment() == null) {
				return uri;
			}
		}
		catch (IllegalArgumentException ex) {
			// Not a URI
		}
		throw MetadataReader.refused("jwks_uri must be an https URL of the same host and port as the document");
	}

}
