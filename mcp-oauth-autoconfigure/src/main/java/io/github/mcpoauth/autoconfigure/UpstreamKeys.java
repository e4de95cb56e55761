package io.github.mcpoauth.autoconfigure;

import io.github.mcpoauth.upstream.IssuerKeys;

/**
 * The keys of the identity provider, wrapped: a bean of the type {@code JWKSource} would
 * be taken for the application's own keys, by it and by Spring Boot.
 *
 * @param source the keys
 */
record UpstreamKeys(IssuerKeys source) {
}
