/**
 * Errors of the platform's type that know which check found them. Of
 * {@code authorizationserver} it uses nothing.
 */
@NullMarked
package io.github.mcpoauth.authorizationserver.error;

import org.jspecify.annotations.NullMarked;
