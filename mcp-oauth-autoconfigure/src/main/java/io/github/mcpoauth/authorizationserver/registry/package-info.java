/**
 * The MCP servers elsewhere that this authorization server issues tokens for: which there
 * are, how they are added, and what they are told about tokens.
 */
@NullMarked
package io.github.mcpoauth.authorizationserver.registry;

import org.jspecify.annotations.NullMarked;
