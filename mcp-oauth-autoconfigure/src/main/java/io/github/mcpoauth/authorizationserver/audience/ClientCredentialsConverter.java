package io.github.mcpoauth.authorizationserver.audience;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.web.authentication.AuthenticationConverter;

import io.github.mcpoauth.authorizationserver.error.CheckedError;
import io.github.mcpoauth.core.Check;

/**
 * Reads what a configured client asks for itself: a resource of its own, by default its
 * first, and scopes that it may have there, by default all of them. No person is asked,
 * so what is configured is all that stands between the client and the resource.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-4.4">RFC 6749
 * section 4.4</a>
 */
final class ClientCredentialsConverter implements AuthenticationConverter {

	private final AuthenticationConverter platform;

	private final ClientRights rights;

	private ClientCredentialsConverter(AuthenticationConverter platform, ClientRights rights) {
		this.platform = platform;
		this.rights = rights;
	}

	static void wrapAll(List<AuthenticationConverter> converters, ResourceIndicators resources) {
		ClientRights rights = new ClientRights(resources);
		converters.replaceAll((converter) -> new ClientCredentialsConverter(converter, rights));
	}

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		Authentication converted = this.platform.convert(request);
		if (converted instanceof OAuth2ClientCredentialsAuthenticationToken asked
				&& asked.getPrincipal() instanceof OAuth2ClientAuthenticationToken principal) {
			RegisteredClient client = principal.getRegisteredClient();
			if (client != null && ClientRights.areConfigured(client)
					&& client.getAuthorizationGrantTypes().contains(AuthorizationGrantType.CLIENT_CREDENTIALS)) {
				return within(client, principal, asked);
			}
		}
		return converted;
	}

	private Authentication within(RegisteredClient client, Authentication principal,
			OAuth2ClientCredentialsAuthenticationToken asked) {
		Map<String, Object> parameters = new HashMap<>(asked.getAdditionalParameters());
		TargetResource resource = this.rights.resource(client, parameters.get(ResourceIndicators.PARAMETER));
		parameters.put(ResourceIndicators.PARAMETER, resource.identifier().toString());
		Set<String> allowed = new LinkedHashSet<>(client.getScopes());
		allowed.retainAll(resource.scopes().supported());
		if (!allowed.containsAll(asked.getScopes())) {
			throw new OAuth2AuthenticationException(new CheckedError(OAuth2ErrorCodes.INVALID_SCOPE,
					"The client may not have one of the scopes at " + resource.identifier(), Check.SCOPE));
		}
		return new OAuth2ClientCredentialsAuthenticationToken(principal,
				asked.getScopes().isEmpty() ? allowed : asked.getScopes(), parameters);
	}

}
