package io.github.mcpoauth.authorizationserver.user;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * Says who may get tokens here, of those who can log in. It is asked when a user is to
 * consent, when a code is issued without asking, and whenever tokens are issued or
 * refreshed. Implementations are thread-safe, and quick: they look at what is known of
 * the user since the login.
 * <p>
 * Who is not known by this server's own users has logged in at an identity provider; then
 * the principal is an {@code OAuth2AuthenticatedPrincipal} with the provider's
 * attributes. When tokens are issued, users are what the
 * {@code OAuth2AuthorizationService} has kept of them: an
 * {@code OAuth2AuthenticatedPrincipal} with name, authorities and these attributes.
 */
@FunctionalInterface
public interface AllowedUsers {

	/**
	 * Says why a user may not get tokens.
	 * @param user who has logged in
	 * @return a sentence for the user, which does not tell who may, or {@code null} if
	 * the user may
	 */
	@Nullable String refusal(Authentication user);

}
