package io.github.mcpoauth.sample.client;

import java.net.URI;
import java.util.List;
import java.util.Map;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.MultivaluedMapUtils;

/**
 * What the browser is sent to, and what the client remembers until it comes back: of whom
 * it expects the answer, and how it proves that the code is its own.
 *
 * @param request where the browser goes
 * @param server whose answer is expected
 * @param verifier what the code is good for nothing without (RFC 7636)
 */
record PendingAuthorization(AuthorizationRequest request, AuthorizationServerMetadata server, CodeVerifier verifier) {

	static PendingAuthorization at(AuthorizationServer server, ClientID client, URI redirectUri, URI resource,
			Scope scope) {
		CodeVerifier verifier = new CodeVerifier();
		AuthorizationRequest request = new AuthorizationRequest.Builder(ResponseType.CODE, client)
			.endpointURI(server.metadata().getAuthorizationEndpointURI())
			.redirectionURI(redirectUri)
			.scope(scope.isEmpty() ? null : scope)
			.resource(resource)
			.state(new State())
			.codeChallenge(verifier, CodeChallengeMethod.S256)
			.build();
		return new PendingAuthorization(request, server.metadata(), verifier);
	}

	/**
	 * Takes the code out of the answer. Until state and issuer are known to be right,
	 * nothing of it is used or shown: it may be anybody's.
	 */
	AuthorizationCodeGrant answeredBy(Map<String, List<String>> answer) {
		checkNothingTwice(answer);
		checkState(answer);
		IssuerCheck.of(this.server).check(MultivaluedMapUtils.getFirstValue(answer, "iss"));
		return new AuthorizationCodeGrant(code(answer), this.request.getRedirectionURI(), this.verifier);
	}

	/**
	 * Which of the two would be checked, and which used? (RFC 6749 section 3.1)
	 */
	private static void checkNothingTwice(Map<String, List<String>> answer) {
		if (answer.values().stream().anyMatch((values) -> values.size() > 1)) {
			throw new ClientFailure("The answer has a parameter twice: " + answer.keySet());
		}
	}

	private void checkState(Map<String, List<String>> answer) {
		if (!this.request.getState().getValue().equals(MultivaluedMapUtils.getFirstValue(answer, "state"))) {
			throw new ClientFailure("The answer is not for this request: its state is another one");
		}
	}

	private AuthorizationCode code(Map<String, List<String>> answer) {
		try {
			AuthorizationResponse response = AuthorizationResponse.parse(this.request.getRedirectionURI(), answer);
			if (!response.indicatesSuccess()) {
				throw new ClientFailure(
						"The authorization was refused: " + response.toErrorResponse().getErrorObject().toJSONObject());
			}
			AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
			if (code == null) {
				throw new ClientFailure("The answer has no code");
			}
			return code;
		}
		catch (ParseException ex) {
			throw new ClientFailure("The answer can't be read: " + ex.getMessage(), ex);
		}
	}

}
