package io.github.mcpoauth.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What clients are told about errors.
 *
 * @param helpPage Whether there is a page about error codes at /oauth2/errors, to which
 * the error_uri of each error leads.
 * @param helpUri Where there is a page of your own instead; the error code is added as
 * its fragment.
 * @param checkHeader Whether refusals name the check that refused, in the header
 * Mcp-OAuth-Check; unset, they do if base-url is a loopback URL. Elsewhere it tells
 * attackers what errors keep from them: whether it was the client or its secret, the code
 * or the code_verifier.
 */
@ConfigurationProperties("mcp.oauth.errors")
public record ErrorProperties(@DefaultValue("true") boolean helpPage, @Nullable String helpUri,
		@Nullable Boolean checkHeader) {
}
