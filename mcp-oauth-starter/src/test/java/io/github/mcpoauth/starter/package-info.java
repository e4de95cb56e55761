/**
 * Tests of what the starter brings along.
 */
@NullMarked
package io.github.mcpoauth.starter;

import org.jspecify.annotations.NullMarked;
