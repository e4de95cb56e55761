/**
 * Which scopes there are, which of them every MCP request needs, and how a person reads
 * them. The {@link io.github.mcpoauth.scope.ScopeCatalog} is the bean to replace for
 * custom scopes.
 */
@NullMarked
package io.github.mcpoauth.scope;

import org.jspecify.annotations.NullMarked;
