/**
 * Keys and what is done with them: sealing of values that travel, the policy for access
 * tokens, and key sources that survive outages. Knows no HTTP endpoint.
 */
@NullMarked
package io.github.mcpoauth.jose;

import org.jspecify.annotations.NullMarked;
