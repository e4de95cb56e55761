/**
 * Tokens for users whom an issuer vouches for: which assertions are trusted, that each is
 * used once, and what is issued for them. What such tokens look like is not decided here.
 */
@NullMarked
package io.github.mcpoauth.authorizationserver.assertion;

import org.jspecify.annotations.NullMarked;
