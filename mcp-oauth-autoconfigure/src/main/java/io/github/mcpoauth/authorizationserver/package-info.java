/**
 * Spring Authorization Server, made to meet the MCP authorization specification: clients
 * without storage, audience-bound tokens, issuer in responses, refresh tokens for public
 * clients.
 */
@NullMarked
package io.github.mcpoauth.authorizationserver;

import org.jspecify.annotations.NullMarked;
