package io.github.mcpoauth.autoconfigure;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.jose.AccessTokenPolicy;
import io.github.mcpoauth.upstream.IntrospectionCredentials;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * An issuer of access tokens and what is accepted of it.
 *
 * @param provider the issuer
 * @param policy what its tokens have to be
 * @param clientAudiences accepted audiences that its ID tokens have as well
 * @param credentials what to introspect with, or {@code null} if there is nothing
 * @param tokenPrefix how all its tokens start, or {@code null} if they have nothing in
 * common
 */
record TokenIssuerSettings(UpstreamSettings provider, AccessTokenPolicy policy, Set<String> clientAudiences,
		@Nullable IntrospectionCredentials credentials, @Nullable String tokenPrefix) {
}
