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
 * @param store Where it is counted: "memory", for each instance; "redis", for all that
 * have the same mcp.oauth.secret, and for each while Redis does not answer; "auto", in
 * Redis if registrations or authorizations are there as well.
 * @param registrationsPerMinute How many clients may register from one address in a
 * minute.
 * @param registrationsPerHour How many clients may register from one address in an hour.
 * @param failedAuthenticationsPerMinute How many times one client may fail to
 * authenticate from one address in a minute.
 */
@ConfigurationProperties("mcp.oauth.rate-limits")
public record RateLimitProperties(@DefaultValue("true") boolean enabled, @DefaultValue("auto") Store store,
		@DefaultValue("200") long registrationsPerMinute, @DefaultValue("1000") long registrationsPerHour,
		@DefaultValue("20") long failedAuthenticationsPerMinute) {

	/**
	 * Where it is counted.
	 */
	public enum Store {

		/** Where other things are. */
		AUTO,

		/** In this instance. */
		MEMORY,

		/** In Redis, by the application's connection to it. */
		REDIS

	}

}
