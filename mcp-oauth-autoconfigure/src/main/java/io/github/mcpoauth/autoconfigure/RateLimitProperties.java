package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits on what strangers may do, for each address. Behind a proxy,
 * server.forward-headers-strategy says whether its headers are believed; if not, all
 * clients have its address.
 *
 * @param enabled Whether anything is limited. Without limits, anybody can fill the store
 * of registrations and try secrets of clients as fast as the network allows.
 * @param registrationsPerMinute How many clients may register from one address in a
 * minute.
 * @param registrationsPerHour How many clients may register from one address in an hour.
 * @param failedAuthenticationsPerMinute How many times one client may fail to
 * authenticate from one address in a minute.
 */
@ConfigurationProperties("mcp.oauth.rate-limits")
public record RateLimitProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("200") long registrationsPerMinute, @DefaultValue("1000") long registrationsPerHour,
		@DefaultValue("20") long failedAuthenticationsPerMinute) {
}
