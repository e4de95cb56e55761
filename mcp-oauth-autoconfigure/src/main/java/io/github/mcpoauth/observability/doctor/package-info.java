/**
 * Finds out why clients can't connect: what a server shows to the network, what known
 * clients would make of it, and what is known of this application from inside. Each check
 * has an identifier, a verdict, what was seen, and the fix.
 */
@NullMarked
package io.github.mcpoauth.observability.doctor;

import org.jspecify.annotations.NullMarked;
