package io.github.mcpoauth.sample;

/**
 * A user of this application.
 *
 * @param id by which the application's own tables refer to the user
 * @param name for people
 */
record AppUser(long id, String name) {
}
