/**
 * Where authorizations are kept: in memory, in a database or in Redis. What one of these
 * stores does all do, and what they hold tells nobody a token.
 */
@NullMarked
package io.github.mcpoauth.authorizationserver.store;

import org.jspecify.annotations.NullMarked;
