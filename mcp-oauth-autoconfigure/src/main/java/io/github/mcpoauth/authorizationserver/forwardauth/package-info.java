/**
 * Answers reverse proxies that ask whether a request to another MCP server may pass. It
 * is a resource server of its own: {@code authorizationserver} does not use it.
 */
@NullMarked
package io.github.mcpoauth.authorizationserver.forwardauth;

import org.jspecify.annotations.NullMarked;
