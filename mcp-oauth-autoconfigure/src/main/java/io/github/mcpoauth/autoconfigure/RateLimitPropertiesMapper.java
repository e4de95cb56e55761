package io.github.mcpoauth.autoconfigure;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.autoconfigure.RateLimits.Rates;
import io.github.mcpoauth.web.RateLimit;

/**
 * Maps the properties of limits, and refuses values that can't be meant.
 */
final class RateLimitPropertiesMapper {

	private static final String PREFIX = "mcp.oauth.rate-limits.";

	private static final long NONE = -1;

	private static final long MINUTES = 60;

	/** More in a minute can't be told from no limit, and can't be counted. */
	private static final long MOST = 1_000_000_000;

	private final RateLimitProperties properties;

	RateLimitPropertiesMapper(RateLimitProperties properties) {
		this.properties = properties;
	}

	boolean isEnabled() {
		return this.properties.enabled();
	}

	@Nullable RateLimit asRegistrations() {
		long perMinute = checked("registrations-per-minute", this.properties.registrationsPerMinute());
		long perHour = checked("registrations-per-hour", this.properties.registrationsPerHour());
		if (perMinute == NONE) {
			return (perHour == NONE) ? null : new RateLimit("registration", perHour, perHour);
		}
		if (perHour != NONE && perHour < perMinute) {
			throw refused("registrations-per-hour", perHour, "it is less than is allowed in a minute",
					"Set at least " + perMinute + ", or -1 for no limit in an hour");
		}
		return new RateLimit("registration", perMinute, (perHour == NONE) ? perMinute * MINUTES : perHour);
	}

	@Nullable RateLimit asFailedAuthentications() {
		return perMinute("authentication",
				checked("failed-authentications-per-minute", this.properties.failedAuthenticationsPerMinute()));
	}

	Rates asAuthorizations() {
		return rates("authorize", "authorizations-per-minute", this.properties.authorizationsPerMinute(),
				this.properties.authorizationsPerMinuteAndClient());
	}

	Rates asTokenRequests() {
		return rates("token", "token-requests-per-minute", this.properties.tokenRequestsPerMinute(),
				this.properties.tokenRequestsPerMinuteAndClient());
	}

	Rates asRevocations() {
		return rates("revoke", "revocations-per-minute", this.properties.revocationsPerMinute(),
				this.properties.revocationsPerMinuteAndClient());
	}

	/**
	 * A client may have half of what its address has, so that one that has gone wild
	 * leaves something to its neighbours.
	 */
	private static Rates rates(String name, String property, long perAddress, @Nullable Long perClient) {
		long address = checked(property, perAddress);
		long half = (address == NONE) ? NONE : Math.max(1, address / 2);
		long client = (perClient != null) ? checked(property + "-and-client", perClient) : half;
		if (address != NONE && client > address) {
			throw refused(property + "-and-client", client, "an address may send fewer, of all clients together",
					"Set at most " + address + ", or raise " + PREFIX + property);
		}
		return new Rates(perMinute(name, address), perMinute(name + "-client", client));
	}

	private static @Nullable RateLimit perMinute(String name, long limit) {
		return (limit == NONE) ? null : new RateLimit(name, limit, limit * MINUTES);
	}

	private static long checked(String name, long value) {
		if (value != NONE && value < 1) {
			throw refused(name, value, "then it would never be allowed",
					"Set at least 1, -1 for no limit, or " + PREFIX + "enabled=false for no limits at all");
		}
		if (value > MOST) {
			throw refused(name, value, "so many can't be counted", "Set at most " + MOST + ", or -1 for no limit");
		}
		return value;
	}

	private static McpOAuthConfigurationException refused(String name, long value, String reason, String fix) {
		return new McpOAuthConfigurationException(PREFIX + name, value, reason, fix);
	}

}
