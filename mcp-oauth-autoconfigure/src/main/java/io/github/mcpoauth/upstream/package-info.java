/**
 * The identity provider that issues the tokens: its metadata and its signing keys,
 * fetched when they are first needed and never at startup, and its endpoints, spoken to
 * in the way that it wants. What differs from provider to provider is data.
 */
@NullMarked
package io.github.mcpoauth.upstream;

import org.jspecify.annotations.NullMarked;
