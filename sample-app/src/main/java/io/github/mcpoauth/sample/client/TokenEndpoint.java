package io.github.mcpoauth.sample.client;

import java.net.URI;

import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.oauth2.sdk.token.Tokens;

/**
 * Gets tokens for one resource, from the one server that the client is known at by this
 * identifier.
 *
 * @param server the authorization server
 * @param client how it knows this client
 * @param resource what the tokens are for, said in each request (RFC 8707)
 * @param http for the requests
 */
record TokenEndpoint(AuthorizationServerMetadata server, ClientID client, URI resource, Http http) {

	Tokens redeem(AuthorizationGrant grant) {
		TokenRequest request = new TokenRequest.Builder(this.server.getTokenEndpointURI(), this.client, grant)
			.resource(this.resource)
			.build();
		try {
			TokenResponse response = TokenResponse.parse(this.http.send(request.toHTTPRequest()));
			if (!response.indicatesSuccess()) {
				throw new ClientFailure(
						"The server gives no token: " + response.toErrorResponse().getErrorObject().toJSONObject());
			}
			return response.toSuccessResponse().getTokens();
		}
		catch (ParseException ex) {
			throw new ClientFailure("The answer with the token can't be read: " + ex.getMessage(), ex);
		}
	}

	/**
	 * A server that doesn't rotate refresh tokens sends none: the old one stays.
	 */
	Tokens refresh(RefreshToken refreshToken) {
		Tokens tokens = redeem(new RefreshTokenGrant(refreshToken));
		return (tokens.getRefreshToken() != null) ? tokens : new Tokens(tokens.getAccessToken(), refreshToken);
	}

	boolean canRevoke() {
		return this.server.getRevocationEndpointURI() != null;
	}

	/**
	 * Takes a token back (RFC 7009).
	 */
	void revoke(Token token) {
		HTTPResponse response = this.http.send(
				new TokenRevocationRequest(this.server.getRevocationEndpointURI(), this.client, token).toHTTPRequest());
		if (!response.indicatesSuccess()) {
			throw new ClientFailure("The server doesn't revoke the token: " + response.getBody());
		}
	}

}
