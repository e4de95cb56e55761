/**
 * Assertions in which issuers vouch for users: who is trusted, what is checked, and that
 * each is used once. It knows nothing of the tokens that are issued for them.
 */
@NullMarked
package io.github.mcpoauth.authorizationserver.assertion;

import org.jspecify.annotations.NullMarked;
