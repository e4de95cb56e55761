package io.github.mcpoauth.sample.client;

import java.net.URI;
import java.util.List;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import net.minidev.json.JSONObject;
import org.jspecify.annotations.Nullable;

/**
 * An authorization server that this client is willing to use.
 *
 * @param metadata what it says about itself
 */
record AuthorizationServer(AuthorizationServerMetadata metadata) {

	/**
	 * Finds an authorization server by its issuer identifier.
	 */
	static AuthorizationServer of(String issuer, MetadataReader reader) {
		AuthorizationServerMetadata metadata = read(reader.first(WellKnown.ofServer(SafeUrl.parse(issuer))));
		checkIssuer(metadata, issuer);
		checkCodeChallenges(metadata);
		checkEndpoints(metadata);
		return new AuthorizationServer(metadata);
	}

	private static AuthorizationServerMetadata read(JSONObject document) {
		try {
			return AuthorizationServerMetadata.parse(document);
		}
		catch (ParseException ex) {
			throw new ClientFailure("The metadata of the authorization server can't be read: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Compared as text: a server that says to be another would get that one's codes (RFC
	 * 8414 section 3.3).
	 */
	private static void checkIssuer(AuthorizationServerMetadata metadata, String issuer) {
		if (!metadata.getIssuer().getValue().equals(issuer)) {
			throw new ClientFailure("The metadata is of the issuer %s and not of %s"
				.formatted(metadata.getIssuer().getValue(), issuer));
		}
	}

	/**
	 * A server that doesn't say that it knows PKCE may ignore it.
	 */
	private static void checkCodeChallenges(AuthorizationServerMetadata metadata) {
		List<CodeChallengeMethod> methods = metadata.getCodeChallengeMethods();
		if (methods == null || !methods.contains(CodeChallengeMethod.S256)) {
			throw new ClientFailure("The authorization server doesn't say that it checks PKCE with S256: " + methods);
		}
	}

	private static void checkEndpoints(AuthorizationServerMetadata metadata) {
		checkEndpoint("authorization_endpoint", metadata.getAuthorizationEndpointURI());
		checkEndpoint("token_endpoint", metadata.getTokenEndpointURI());
	}

	private static void checkEndpoint(String name, @Nullable URI uri) {
		if (uri == null) {
			throw new ClientFailure("The authorization server has no " + name);
		}
		SafeUrl.check(uri);
	}

	boolean takesClientDocuments() {
		return Boolean.TRUE.equals(this.metadata.getCustomParameter("client_id_metadata_document_supported"));
	}

	boolean offersOfflineAccess() {
		return this.metadata.getScopes() != null && this.metadata.getScopes().contains("offline_access");
	}

}
