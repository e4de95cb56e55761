/**
 * What every store needs, whatever it keeps: access to databases and to Redis, upkeep,
 * and an answer while they are out of reach. The packages that keep something have their
 * own tables, keys and scripts.
 */
@NullMarked
package io.github.mcpoauth.store;

import org.jspecify.annotations.NullMarked;
