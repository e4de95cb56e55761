package io.github.mcpoauth.authorizationserver.client;

import java.time.Duration;

/**
 * How long what this server issues is good for. Immutable.
 *
 * @param authorizationCode from consent to the token request
 * @param accessToken from issue to expiry
 * @param refreshToken from the login to the next one; rotation does not extend it
 */
public record TokenLifetimes(Duration authorizationCode, Duration accessToken, Duration refreshToken) {
}
