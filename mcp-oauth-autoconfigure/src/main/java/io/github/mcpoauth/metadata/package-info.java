/**
 * The well-known documents of RFC 9728 and RFC 8414, prepared once and served as bytes.
 * Every URL in them comes from configuration.
 */
@NullMarked
package io.github.mcpoauth.metadata;

import org.jspecify.annotations.NullMarked;
