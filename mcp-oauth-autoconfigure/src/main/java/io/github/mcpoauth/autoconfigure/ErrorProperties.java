package io.github.mcpoauth.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What clients are told about errors of the OAuth endpoints.
 *
 * @param helpPage Whether there is a page about error codes at /oauth2/errors, to which
 * the error_uri of each error leads.
 * @param helpUri Where there is a page of your own instead; the error code is added as
 * its fragment.
 */
@ConfigurationProperties("mcp.oauth.errors")
public record ErrorProperties(@DefaultValue("true") boolean helpPage, @Nullable String helpUri) {
}
