package io.github.mcpoauth.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration of what people have approved of.
 *
 * @param consentTimeToLive How long an approval is remembered: so long a person is not
 * asked again by the same client for the same resource, redirect host and scopes. 0 to
 * ask each time. Clients that other programs could pretend to be, and requests that may
 * come from a web site, ask each time all the same. A malicious server that a user logs
 * in to with a desktop client can pass the login on to this one, and what is remembered
 * lets it through unseen, if the client does not check "iss" (mix-up).
 * @param accountPage Whether there is a page, "/oauth2/account", on which people see what
 * they have granted and take it back.
 */
@ConfigurationProperties("mcp.oauth.authorization-server")
public record ConsentProperties(@DefaultValue("0") Duration consentTimeToLive,
		@DefaultValue("true") boolean accountPage) {
}
