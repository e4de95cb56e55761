package io.github.mcpoauth.autoconfigure;

/**
 * The authorization server that clients are sent to.
 *
 * @param identifier the issuer identifier, as it stands in the protected resource
 * metadata
 */
record AdvertisedIssuer(String identifier) {
}
