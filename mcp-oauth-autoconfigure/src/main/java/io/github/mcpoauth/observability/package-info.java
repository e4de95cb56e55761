/**
 * What operators see of this library: health, metrics, audit events and the doctor. It
 * watches the other packages, and none of them knows it.
 */
@NullMarked
package io.github.mcpoauth.observability;

import org.jspecify.annotations.NullMarked;
