package io.github.mcpoauth.autoconfigure;

/**
 * Who issues the tokens that the MCP endpoint accepts.
 *
 * @param identifier the issuer identifier, as it stands in the tokens and in the
 * protected resource metadata
 */
record TokenIssuer(String identifier) {
}
