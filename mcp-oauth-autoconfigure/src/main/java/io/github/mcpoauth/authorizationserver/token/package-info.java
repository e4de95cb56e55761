/**
 * The tokens that are issued: what is in them, what they are signed with, and who gets no
 * further ones. Which grants lead to them is not decided here.
 */
@NullMarked
package io.github.mcpoauth.authorizationserver.token;

import org.jspecify.annotations.NullMarked;
