package io.github.mcpoauth.authorizationserver.assertion;

import java.util.List;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.authentication.AuthenticationConverter;

import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;
import io.github.mcpoauth.authorizationserver.user.Admission;
import io.github.mcpoauth.authorizationserver.user.UserClaims;
import io.github.mcpoauth.event.OAuthEventPublisher;

/**
 * How clients get tokens for users whom an issuer vouches for. Thread-safe.
 *
 * @param assertions verifies what issuers say; off without any issuer
 * @param userClaims what tokens say about the users
 */
public record AssertionGrant(IdentityAssertions assertions, UserClaims userClaims) {

	/**
	 * Adds what reads such requests. Without any issuer nothing is added, and the grant
	 * type is one that is not supported.
	 * @param converters the converters of the token endpoint
	 */
	public void addConverter(List<AuthenticationConverter> converters) {
		if (this.assertions.isOn()) {
			converters.add(new AssertionGrantConverter());
		}
	}

	/**
	 * Adds what answers such requests. It throws an
	 * {@link org.springframework.security.oauth2.core.OAuth2AuthenticationException} for
	 * those that it refuses.
	 * @param providers the providers of the token endpoint
	 * @param resources the resources that there are
	 * @param admission who may have tokens
	 * @param authorizations where grants are kept
	 * @param tokens makes the tokens
	 * @param events is told who may not have any
	 */
	public void addProvider(List<AuthenticationProvider> providers, ResourceIndicators resources, Admission admission,
			OAuth2AuthorizationService authorizations, OAuth2TokenGenerator<? extends OAuth2Token> tokens,
			OAuthEventPublisher events) {
		providers.add(new AssertionGrantProvider(this, resources, admission, authorizations, tokens, events));
	}

}
