/**
 * Inbound HTTP, whatever the endpoint: exact paths and methods, bounded bodies, JSON and
 * HTML responses with their security headers. Knows nothing of OAuth but its error
 * format.
 */
@NullMarked
package io.github.mcpoauth.web;

import org.jspecify.annotations.NullMarked;
