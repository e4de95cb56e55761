/**
 * Who the client is: RFC 7591 registration requests, the redirect URI policy, client
 * identifiers that are the registration itself, so that nothing has to be stored, and
 * Client ID Metadata Documents, so that clients need not register.
 */
@NullMarked
package io.github.mcpoauth.registration;

import org.jspecify.annotations.NullMarked;
