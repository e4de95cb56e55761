package io.github.mcpoauth.sample.client;

import java.net.URI;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.client.ClientInformationResponse;
import com.nimbusds.oauth2.sdk.client.ClientRegistrationRequest;
import com.nimbusds.oauth2.sdk.client.ClientRegistrationResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import org.jspecify.annotations.Nullable;

/**
 * How the client is known at an authorization server: by an identifier that somebody
 * agreed on with the server, else by the URL of its own document, else by registering
 * there. What one server gave out is never shown to another one.
 */
final class ClientIdentity {

	private final @Nullable String agreed;

	private final @Nullable URI document;

	private final Http http;

	/**
	 * Creates an identity.
	 * @param agreed the identifier that was agreed on, if there is one
	 * @param document the URL of the client's document, if it has one
	 * @param http for registering
	 */
	ClientIdentity(@Nullable String agreed, @Nullable URI document, Http http) {
		this.agreed = agreed;
		this.document = document;
		this.http = http;
	}

	Kind kindAt(AuthorizationServer server) {
		if (this.agreed != null) {
			return Kind.AGREED;
		}
		if (this.document != null && server.takesClientDocuments()) {
			return Kind.DOCUMENT;
		}
		return (server.metadata().getRegistrationEndpointURI() != null) ? Kind.REGISTERED : Kind.UNKNOWN;
	}

	ClientID at(AuthorizationServer server, ClientProfile profile) {
		return switch (kindAt(server)) {
			case AGREED -> new ClientID(String.valueOf(this.agreed));
			case DOCUMENT -> new ClientID(String.valueOf(this.document));
			case REGISTERED -> register(server.metadata().getRegistrationEndpointURI(), profile);
			case UNKNOWN -> throw new ClientFailure(
					"Clients can't register at this server: get an identifier there, and give it with --client-id");
		};
	}

	private ClientID register(URI endpoint, ClientProfile profile) {
		ClientRegistrationRequest request = new ClientRegistrationRequest(endpoint, profile.metadata(), null);
		try {
			ClientRegistrationResponse response = ClientRegistrationResponse
				.parse(this.http.send(request.toHTTPRequest()));
			if (response instanceof ClientInformationResponse success) {
				return success.getClientInformation().getID();
			}
			throw new ClientFailure("The server refuses to register the client: "
					+ response.toErrorResponse().getErrorObject().toJSONObject());
		}
		catch (ParseException ex) {
			throw new ClientFailure("The answer to the registration can't be read: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Where the identifier comes from, best first.
	 */
	enum Kind {

		AGREED("agreed on beforehand"), DOCUMENT("its document, CIMD"), REGISTERED("dynamic registration, DCR"),
		UNKNOWN("no way");

		private final String description;

		Kind(String description) {
			this.description = description;
		}

		@Override
		public String toString() {
			return this.description;
		}

	}

}
