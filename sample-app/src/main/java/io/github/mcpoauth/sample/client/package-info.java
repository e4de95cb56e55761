/**
 * An MCP client that logs in, to be copied: it knows nothing of the server but its URL,
 * and uses nothing of this project. {@link io.github.mcpoauth.sample.client.Login} is the
 * way to a token, one class for each rule that is on it.
 */
@NullMarked
package io.github.mcpoauth.sample.client;

import org.jspecify.annotations.NullMarked;
