/**
 * Properties, the mapping of properties to settings, conditions and auto-configurations.
 * The only package that knows all others, and that no other knows.
 */
@NullMarked
package io.github.mcpoauth.autoconfigure;

import org.jspecify.annotations.NullMarked;
