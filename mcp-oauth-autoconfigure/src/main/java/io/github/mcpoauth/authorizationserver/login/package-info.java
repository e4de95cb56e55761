/**
 * Login at identity providers, with Spring Security's OAuth 2.0 client behind the limits
 * of this library's own connections. May use {@code authorizationserver} and what that
 * may use; nothing but {@code autoconfigure} uses it.
 */
@NullMarked
package io.github.mcpoauth.authorizationserver.login;

import org.jspecify.annotations.NullMarked;
