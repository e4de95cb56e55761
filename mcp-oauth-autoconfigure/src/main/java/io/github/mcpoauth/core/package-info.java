/**
 * Protocol values and nothing else: public URLs, resource identifiers, redirect URIs,
 * scopes and OAuth errors. Depends on the JDK only, so that every other package may use
 * it.
 */
@NullMarked
package io.github.mcpoauth.core;

import org.jspecify.annotations.NullMarked;
