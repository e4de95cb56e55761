package io.github.mcpoauth.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits on what strangers may do, for each address; -1 is no limit. Behind a proxy,
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
 * authenticate from one address in a minute. Without a limit, secrets can be guessed as
 * fast as the network allows.
 * @param authorizationsPerMinute How many authorization requests may come from one
 * address in a minute.
 * @param authorizationsPerMinuteAndClient How many of them may name the same client; half
 * of authorizations-per-minute by default.
 * @param tokenRequestsPerMinute How many token requests may come from one address in a
 * minute. A client in the cloud sends those of all its users from a few addresses.
 * @param tokenRequestsPerMinuteAndClient How many of them may name the same client; half
 * of token-requests-per-minute by default.
 * @param revocationsPerMinute How many revocation requests may come from one address in a
 * minute.
 * @param revocationsPerMinuteAndClient How many of them may name the same client; half of
 * revocations-per-minute by default.
 */
@ConfigurationProperties("mcp.oauth.rate-limits")
public record RateLimitProperties(@DefaultValue("true") boolean enabled, @DefaultValue("auto") Store store,
		@DefaultValue("200") long registrationsPerMinute, @DefaultValue("1000") long registrationsPerHour,
		@DefaultValue("20") long failedAuthenticationsPerMinute, @DefaultValue("3000") long authorizationsPerMinute,
		@Nullable Long authorizationsPerMinuteAndClient, @DefaultValue("6000") long tokenRequestsPerMinute,
		@Nullable Long tokenRequestsPerMinuteAndClient, @DefaultValue("6000") long revocationsPerMinute,
		@Nullable Long revocationsPerMinuteAndClient) {

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
