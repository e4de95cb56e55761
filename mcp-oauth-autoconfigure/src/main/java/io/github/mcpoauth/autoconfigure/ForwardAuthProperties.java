package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the endpoint that a reverse proxy asks whether a request may pass.
 *
 * @param enabled Whether there is one.
 * @param path Its path below the context path.
 * @param trustForwardedHeaders Whether "X-Original-URL", or "X-Forwarded-Proto", "-Host"
 * and "-Uri", say which resource a token has to be for. Only where the proxy overwrites
 * all of them: who can send them otherwise chooses the resource, and gets in with a token
 * that was given to another one.
 */
@ConfigurationProperties("mcp.oauth.forward-auth")
record ForwardAuthProperties(@DefaultValue("false") boolean enabled, @DefaultValue("/verify") String path,
		@DefaultValue("false") boolean trustForwardedHeaders) {
}
