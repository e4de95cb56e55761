package io.github.mcpoauth.sample.client;

import java.net.URI;
import java.util.Set;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.client.ClientMetadata;

/**
 * What the client says about itself, in its document or when it registers.
 *
 * @param redirectUri where the browser comes back to
 */
record ClientProfile(URI redirectUri) {

	private static final String NAME = "mcp-oauth demo client";

	ClientMetadata metadata() {
		ClientMetadata metadata = new ClientMetadata();
		metadata.setName(NAME);
		metadata.setRedirectionURI(this.redirectUri);
		metadata.setGrantTypes(Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN));
		metadata.setResponseTypes(Set.of(ResponseType.CODE));
		// What is installed on people's machines can't keep a secret
		metadata.setTokenEndpointAuthMethod(ClientAuthenticationMethod.NONE);
		metadata.setCustomField("application_type", "native");
		return metadata;
	}

}
