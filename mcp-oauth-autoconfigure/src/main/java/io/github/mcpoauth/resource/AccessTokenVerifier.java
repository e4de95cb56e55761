package io.github.mcpoauth.resource;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * Verifies the token of an MCP request. Replace this bean for tokens of another kind. It
 * is not an {@code AuthenticationManager}, because the platform would take a bean of that
 * type for the one of the whole application. Implementations are thread-safe.
 */
@FunctionalInterface
public interface AccessTokenVerifier {

	/**
	 * Verifies a token.
	 * @param token the token as it came
	 * @return the caller, authenticated, with an authority {@code SCOPE_…} for each scope
	 * @throws org.springframework.security.oauth2.core.OAuth2AuthenticationException if
	 * the token is to blame: the caller gets a 401
	 * @throws org.springframework.security.authentication.AuthenticationServiceException
	 * if the token is not to blame: the caller gets a 503
	 */
	Authentication verify(BearerTokenAuthenticationToken token);

	/**
	 * The verifier of tokens for one endpoint, where an application has several.
	 * @param resource the endpoint
	 * @return what verifies its tokens; by default this, for all
	 */
	default AccessTokenVerifier forResource(ProtectedResource resource) {
		return this;
	}

}
