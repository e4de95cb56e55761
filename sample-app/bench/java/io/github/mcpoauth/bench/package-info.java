/**
 * What protection costs, measured side by side: each variant of one small application is
 * a process of its own, and takes its turn under the same load.
 */
@NullMarked
package io.github.mcpoauth.bench;

import org.jspecify.annotations.NullMarked;
