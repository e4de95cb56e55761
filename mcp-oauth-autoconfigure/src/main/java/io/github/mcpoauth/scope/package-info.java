/**
 * Which scopes there are and how a person reads them, which of them every MCP request and
 * which an operation needs, and which include others. Beans for custom scopes:
 * {@link io.github.mcpoauth.scope.ScopeCatalog},
 * {@link io.github.mcpoauth.scope.OperationScopes},
 * {@link io.github.mcpoauth.scope.ScopeHierarchy}.
 */
@NullMarked
package io.github.mcpoauth.scope;

import org.jspecify.annotations.NullMarked;
