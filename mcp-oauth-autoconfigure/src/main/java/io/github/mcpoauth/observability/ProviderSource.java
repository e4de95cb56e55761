package io.github.mcpoauth.observability;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.upstream.FetchState;
import io.github.mcpoauth.upstream.IssuerKeys;

/**
 * An identity provider and what is needed of it.
 *
 * @param issuer its issuer identifier
 * @param contact asks for what is needed of its metadata, as a request would, and throws
 * if that is not known
 * @param metadata what is known of its metadata
 * @param keys its keys, or {@code null} if they are not used
 */
public record ProviderSource(String issuer, Runnable contact, Supplier<FetchState> metadata,
		@Nullable IssuerKeys keys) {
}
