package io.github.mcpoauth.resource;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.scope.McpOperation;

/**
 * A JSON-RPC message, as far as it matters who may send it.
 *
 * @param id the identifier of a request; {@code null} for notifications
 * @param operation what it asks for; {@code null} for answers of the client
 */
record McpMessage(@Nullable Object id, @Nullable McpOperation operation) {
}
