/**
 * Who users are, to this authorization server: their names, which of them may get tokens,
 * and what tokens say about them. It knows nothing of how they log in.
 */
@NullMarked
package io.github.mcpoauth.authorizationserver.user;

import org.jspecify.annotations.NullMarked;
