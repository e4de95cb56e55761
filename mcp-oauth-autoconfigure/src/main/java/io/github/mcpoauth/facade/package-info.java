/**
 * The stateless authorization server in front of an identity provider that MCP clients
 * can't use themselves: authorize, callback, token and revocation endpoints. All that is
 * in flight is sealed into what travels, so any instance can go on where another one
 * stopped.
 */
@NullMarked
package io.github.mcpoauth.facade;

import org.jspecify.annotations.NullMarked;
