/**
 * Clients as Spring Authorization Server sees them, and how they authenticate. Which
 * there are and what they have to look like is the job of {@code registration}.
 */
@NullMarked
package io.github.mcpoauth.authorizationserver.client;

import org.jspecify.annotations.NullMarked;
