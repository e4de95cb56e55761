/**
 * The bearer token on the MCP endpoint: how it is read and verified, which scopes it must
 * carry, which origins may call, and what a refused caller is told.
 */
@NullMarked
package io.github.mcpoauth.resource;

import org.jspecify.annotations.NullMarked;
