package io.github.mcpoauth.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the authorization server metadata says before it is customized.
 *
 * @param members makes the members anew each time, to be changed at will
 * @param maxAge how long caches may keep the document
 */
record AuthorizationServerDescription(Supplier<Map<String, Object>> members, Duration maxAge) {
}
