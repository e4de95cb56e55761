/**
 * What tokens are for: the resources that there are, which of them a request means, and
 * what a client may have there. Of {@code authorizationserver} it uses the registry only,
 * and nearly everything else there speaks of its types.
 */
@NullMarked
package io.github.mcpoauth.authorizationserver.audience;

import org.jspecify.annotations.NullMarked;
