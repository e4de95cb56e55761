/**
 * A small MCP server, as an application would write it.
 */
@NullMarked
package io.github.mcpoauth.sample;

import org.jspecify.annotations.NullMarked;
