/**
 * Spring Authorization Server, made to meet the MCP authorization specification: its
 * filter chain, authorization requests, and the pages for login, consent and account. The
 * packages below have one part each; this one puts them together, so those that it uses
 * don't use it.
 */
@NullMarked
package io.github.mcpoauth.authorizationserver;

import org.jspecify.annotations.NullMarked;
