package io.github.mcpoauth.authorizationserver.assertion;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import io.github.mcpoauth.authorizationserver.audience.ClientRights;
import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;
import io.github.mcpoauth.authorizationserver.audience.TargetResource;
import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.Scopes;

/**
 * What a token is good for that is issued for an assertion: what the issuer, the client
 * and this server all agree to. Nobody asks the user.
 *
 * @param resource the resource
 * @param scopes the scopes
 * @see <a href=
 * "https://datatracker.ietf.org/doc/html/draft-ietf-oauth-identity-assertion-authz-grant-04#section-4.4">Identity
 * Assertion JWT Authorization Grant section 4.4</a>
 */
record AssertedTarget(TargetResource resource, Scopes scopes) {

	static AssertedTarget of(RegisteredClient client, AssertionGrantToken request, VerifiedAssertion assertion,
			ResourceIndicators resources) {
		Object parameter = request.getAdditionalParameters().get(ResourceIndicators.PARAMETER);
		TargetResource resource = resource(client, parameter, assertion.resources(), resources);
		return new AssertedTarget(resource, scopes(client,
				(String) request.getAdditionalParameters().get(OAuth2ParameterNames.SCOPE), assertion, resource));
	}

	/**
	 * Where the issuer names several resources, the client has to say which one it means.
	 */
	private static TargetResource resource(RegisteredClient client, @Nullable Object parameter,
			@Nullable List<String> claimed, ResourceIndicators resources) {
		ClientRights rights = new ClientRights(resources);
		if (claimed == null) {
			return rights.resource(client, parameter);
		}
		if (parameter == null && claimed.size() != 1) {
			throw Refusal.of(OAuth2ErrorCodes.INVALID_GRANT, Check.RESOURCE,
					"The assertion's resource is not a single one, and the request names none");
		}
		TargetResource named = (parameter != null) ? resources.required(parameter)
				: resources.requested(claimed.get(0));
		if (named == null || claimed.stream().noneMatch((value) -> named.identifier().isRequestedBy(value))) {
			throw Refusal.of(OAuth2ErrorCodes.INVALID_GRANT, Check.RESOURCE, (named == null)
					? "The assertion's resource is none of this server" : "The assertion's resource is another one");
		}
		return rights.resource(client, named.identifier().toString());
	}

	/**
	 * An issuer that says nothing about scopes leaves them to this server, which then
	 * gives no more than what every login asks for.
	 */
	private static Scopes scopes(RegisteredClient client, @Nullable String parameter, VerifiedAssertion assertion,
			TargetResource resource) {
		Scopes asked = parse(OAuth2ErrorCodes.INVALID_SCOPE, parameter);
		Scopes claimed = parse(OAuth2ErrorCodes.INVALID_GRANT, assertion.scope());
		Scopes limit = (assertion.scope() != null) ? claimed : Scopes.of(resource.scopes().requestedAtLogin());
		Scopes granted = limit.intersection(Scopes.of(resource.scopes().supported()))
			.intersection(Scopes.of(client.getScopes()));
		if (!asked.isEmpty()) {
			granted = granted.intersection(asked);
		}
		if (granted.isEmpty() && !(asked.isEmpty() && claimed.isEmpty())) {
			throw Refusal.of(OAuth2ErrorCodes.INVALID_SCOPE, Check.SCOPE,
					"There is no scope that the client asks for, the assertion has, and the resource knows");
		}
		return granted;
	}

	private static Scopes parse(String error, @Nullable String scopes) {
		try {
			return Scopes.parse(scopes);
		}
		catch (IllegalArgumentException ex) {
			throw Refusal.of(error, Check.SCOPE, "The scope is " + ex.getMessage());
		}
	}

}
