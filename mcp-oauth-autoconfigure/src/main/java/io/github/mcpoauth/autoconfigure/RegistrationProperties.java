package io.github.mcpoauth.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration of where registrations are and how long.
 *
 * @param store Where registrations are: "stateless", in the client identifier, so that
 * nothing is kept; "memory", in this instance until it ends, where clients can change and
 * delete what they registered; "jdbc" and "redis", the same in a database or in Redis,
 * for all instances.
 * @param timeToLive How long a registration is known. 0 for ever.
 * @param unusedTimeToLive How long a stored registration is known whose client never got
 * a token. 0 as long as any other.
 * @param maxClients How many registrations are stored. When there are more, those are
 * forgotten first that were never used, the oldest first.
 * @param revokedClients Clients that are treated as unknown, whatever they registered or
 * publish: their client_id, or its first 24 or more characters and "*".
 * @param initialAccessToken Tokens of which one is needed to register. By default
 * everybody may. Several allow for replacing one.
 */
@ConfigurationProperties("mcp.oauth.registration")
public record RegistrationProperties(@DefaultValue("stateless") Store store, @DefaultValue("0") Duration timeToLive,
		@DefaultValue("7d") Duration unusedTimeToLive, @DefaultValue("10000") int maxClients,
		@DefaultValue List<String> revokedClients, @DefaultValue List<String> initialAccessToken) {

	/**
	 * Where registrations are.
	 */
	public enum Store {

		/** In the client identifiers. */
		STATELESS,

		/** In this instance. */
		MEMORY,

		/** In the database of the application's data source. */
		JDBC,

		/** In Redis, by the application's connection to it. */
		REDIS

	}

	@Override
	public String toString() {
		return "RegistrationProperties[store=" + this.store + "]";
	}

}
