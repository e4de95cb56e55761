/**
 * The consent page and its proofs: what a person is shown before a client gets a token,
 * and what makes sure that it was this person who approved.
 */
@NullMarked
package io.github.mcpoauth.consent;

import org.jspecify.annotations.NullMarked;
