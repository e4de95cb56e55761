/**
 * Who the client is: RFC 7591 registration requests, the redirect URI policy, and client
 * identifiers that are the registration itself, so that nothing has to be stored.
 */
@NullMarked
package io.github.mcpoauth.registration;

import org.jspecify.annotations.NullMarked;
