package io.github.mcpoauth.authorizationserver;

import io.github.mcpoauth.authorizationserver.assertion.IdentityAssertions;
import io.github.mcpoauth.authorizationserver.user.UserClaims;

/**
 * How clients get tokens for users whom an issuer vouches for.
 *
 * @param assertions verifies what issuers say; off without any issuer
 * @param userClaims what tokens say about the users
 */
public record AssertionGrant(IdentityAssertions assertions, UserClaims userClaims) {
}
