/**
 * The identity provider that issues the tokens: its discovery document and its signing
 * keys, fetched when they are first needed and never at startup.
 */
@NullMarked
package io.github.mcpoauth.upstream;

import org.jspecify.annotations.NullMarked;
