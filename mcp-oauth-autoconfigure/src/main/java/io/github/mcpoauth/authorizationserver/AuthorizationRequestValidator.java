package io.github.mcpoauth.authorizationserver;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;
import io.github.mcpoauth.authorizationserver.audience.TargetResource;
import io.github.mcpoauth.authorizationserver.error.CheckedError;
import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.RedirectUri;

/**
 * Checks an authorization request: the redirect URI first, for until it is known to be
 * the client's every error stays on this server; then the resource and the scopes. All
 * else {@link ParameterCheckingConverter} has looked at. In contrast to the platform
 * {@code localhost} is a loopback host.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-4.1.2.1">RFC 6749
 * section 4.1.2.1</a>
 */
final class AuthorizationRequestValidator implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {

	private final ResourceIndicators resourceIndicators;

	AuthorizationRequestValidator(ResourceIndicators resourceIndicators) {
		this.resourceIndicators = resourceIndicators;
	}

	@Override
	public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
		OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
		RegisteredClient client = context.getRegisteredClient();
		checkRedirectUri(request, client);
		checkScopes(request, client, checkedResource(request));
	}

	/**
	 * Checks where a request may be answered.
	 * @throws OAuth2AuthenticationException if the redirect URI is not the client's
	 */
	static void checkRedirectUri(OAuth2AuthorizationCodeRequestAuthenticationToken request, RegisteredClient client) {
		String requested = request.getRedirectUri();
		if (requested == null || !isCovered(requested, client)) {
			throw new OAuth2AuthenticationException(new CheckedError(OAuth2ErrorCodes.INVALID_REQUEST,
					"The redirect_uri is not one that the client registered", Check.REDIRECT_URI));
		}
	}

	/** Whether a redirect URI is the client's. */
	static boolean isCovered(String requested, RegisteredClient client) {
		return RedirectUri.isCovered(requested, client.getRedirectUris().stream().map(RedirectUri::parse));
	}

	private TargetResource checkedResource(OAuth2AuthorizationCodeRequestAuthenticationToken request) {
		TargetResource resource = this.resourceIndicators
			.requested(request.getAdditionalParameters().get(ResourceIndicators.PARAMETER));
		if (resource == null) {
			throw new OAuth2AuthorizationCodeRequestAuthenticationException(this.resourceIndicators.unknown(), request);
		}
		return resource;
	}

	/**
	 * The scopes of another resource say nothing at this one, and the person would be
	 * asked for what nobody can use.
	 */
	private static void checkScopes(OAuth2AuthorizationCodeRequestAuthenticationToken request, RegisteredClient client,
			TargetResource resource) {
		Set<String> possible = new LinkedHashSet<>(resource.scopes().supported());
		possible.retainAll(client.getScopes());
		if (!possible.containsAll(request.getScopes())) {
			OAuth2Error error = new CheckedError(OAuth2ErrorCodes.INVALID_SCOPE,
					"The scope is not one of " + String.join(" ", possible), Check.SCOPE);
			throw new OAuth2AuthorizationCodeRequestAuthenticationException(error, request);
		}
	}

}
