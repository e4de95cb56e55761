package io.github.mcpoauth.authorizationserver.audience;

import java.util.List;

import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Puts this library's rules for what tokens are for into the platform's converters.
 */
public final class TargetRules {

	private TargetRules() {
	}

	/**
	 * Gives authorization requests without {@code scope} those of their resource, and
	 * leaves out those of OpenID Connect that it does not have (RFC 6749 section 3.3).
	 * @param converters the converters of the authorization endpoint, which are replaced
	 * @param resources the resources that there are
	 */
	public static void applyToAuthorizationRequests(List<AuthenticationConverter> converters,
			ResourceIndicators resources) {
		converters.replaceAll((converter) -> RequestedScopesConverter.wrap(converter, resources));
	}

	/**
	 * Has the {@code resource} of token requests checked before anything is consumed (RFC
	 * 8707 section 2.2), and gives configured clients what is theirs (RFC 6749 section
	 * 4.4). From then on a converter throws an
	 * {@link org.springframework.security.oauth2.core.OAuth2AuthenticationException} for
	 * what the client can't have.
	 * @param converters the converters of the token endpoint, all of them, which are
	 * replaced
	 * @param resources the resources that there are
	 */
	public static void applyToTokenRequests(List<AuthenticationConverter> converters, ResourceIndicators resources) {
		converters.replaceAll((converter) -> new ResourceCheckingConverter(converter, resources));
		ClientCredentialsConverter.wrapAll(converters, resources);
	}

}
