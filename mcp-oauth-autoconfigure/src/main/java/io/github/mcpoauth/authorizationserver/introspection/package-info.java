/**
 * Which of the tokens that were issued are good at the moment, and who is told what about
 * them: clients, MCP servers elsewhere, this application's own endpoints. It does not
 * issue any.
 */
@NullMarked
package io.github.mcpoauth.authorizationserver.introspection;

import org.jspecify.annotations.NullMarked;
