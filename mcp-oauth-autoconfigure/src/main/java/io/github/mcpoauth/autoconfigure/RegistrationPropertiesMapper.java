package io.github.mcpoauth.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.github.mcpoauth.registration.InitialAccessTokens;
import io.github.mcpoauth.registration.RevokedClients;
import io.github.mcpoauth.registration.StoredRegistrar;

/**
 * Maps what is configured about registrations, and refuses values that can't be meant.
 */
final class RegistrationPropertiesMapper {

	private static final String PREFIX = "mcp.oauth.registration.";

	private static final int MIN_TOKEN = 24;

	private static final int MIN_BEGINNING = 24;

	private final RegistrationProperties properties;

	RegistrationPropertiesMapper(RegistrationProperties properties) {
		this.properties = properties;
	}

	Duration asTimeToLive() {
		return checked("time-to-live", this.properties.timeToLive());
	}

	StoredRegistrar.Lifetimes asLifetimes() {
		return new StoredRegistrar.Lifetimes(asTimeToLive(),
				checked("unused-time-to-live", this.properties.unusedTimeToLive()));
	}

	private static Duration checked(String name, Duration duration) {
		if (duration.isNegative() || (!duration.isZero() && duration.toSeconds() < 1)) {
			throw new McpOAuthConfigurationException(PREFIX + name, duration, "no client could log in meanwhile",
					"Set how long it is known, such as 90d, or 0 for ever");
		}
		return duration;
	}

	int asMaxClients() {
		if (this.properties.maxClients() < 1) {
			throw new McpOAuthConfigurationException(PREFIX + "max-clients", this.properties.maxClients(),
					"then no client could register",
					"Set how many there may be, such as 10000, or " + PREFIX + "enabled=false");
		}
		return this.properties.maxClients();
	}

	RevokedClients asRevokedClients() {
		List<String> entries = this.properties.revokedClients();
		for (String entry : entries) {
			if (entry.isBlank() || (entry.endsWith("*") && entry.length() <= MIN_BEGINNING)) {
				throw new McpOAuthConfigurationException(PREFIX + "revoked-clients", entry,
						"it may be the beginning of more than one client_id",
						"Write the whole client_id, or its first " + MIN_BEGINNING + " or more characters and *");
			}
		}
		return (clientId) -> entries.stream().anyMatch((entry) -> isMeant(entry, clientId));
	}

	private static boolean isMeant(String entry, String clientId) {
		return entry.endsWith("*") ? clientId.startsWith(entry.substring(0, entry.length() - 1))
				: clientId.equals(entry);
	}

	InitialAccessTokens asInitialAccessTokens() {
		BearerSecrets.check(PREFIX + "initial-access-token", this.properties.initialAccessToken(), MIN_TOKEN);
		return new InitialAccessTokens(this.properties.initialAccessToken());
	}

}
