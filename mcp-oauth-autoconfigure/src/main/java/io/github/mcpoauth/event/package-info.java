/**
 * What happens to clients, users and tokens, in words that may be written down: never a
 * token, a code, a secret or a cookie. Every other package tells of it as soon as it has
 * happened; who listens is not its business.
 */
@NullMarked
package io.github.mcpoauth.event;

import org.jspecify.annotations.NullMarked;
