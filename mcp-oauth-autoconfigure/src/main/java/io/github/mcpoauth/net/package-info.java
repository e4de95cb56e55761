/**
 * Every outbound HTTP request leaves from here, bounded in time and size and without
 * following redirects: to servers that are configured, and to public addresses for
 * documents whose URLs strangers choose. Nothing else in the library opens a connection.
 */
@NullMarked
package io.github.mcpoauth.net;

import org.jspecify.annotations.NullMarked;
