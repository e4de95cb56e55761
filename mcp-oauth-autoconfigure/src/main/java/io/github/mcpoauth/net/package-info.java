/**
 * Every outbound HTTP request leaves from here, bounded in time and size and without
 * following redirects. Nothing else in the library opens a connection.
 */
@NullMarked
package io.github.mcpoauth.net;

import org.jspecify.annotations.NullMarked;
