package io.github.mcpoauth.authorizationserver.introspection;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.mcpoauth.authorizationserver.audience.AudienceClaim;
import io.github.mcpoauth.core.ResourceIdentifier;

/**
 * A token of this server that is good at the moment. Immutable.
 *
 * @param kind what it is for
 * @param clientId whom it was issued to
 * @param claims what is known about it, by the names and in the types of the platform:
 * points in time are {@code Instant}s
 */
record IssuedToken(Kind kind, String clientId, Map<String, Object> claims) {

	IssuedToken {
		claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
	}

	/**
	 * Tells whether a resource is the audience.
	 */
	boolean isFor(ResourceIdentifier resource) {
		return AudienceClaim.names(this.claims, resource);
	}

	/**
	 * The claims as JSON has them: points in time are seconds since 1970.
	 */
	Map<String, Object> asJson() {
		Map<String, Object> members = new LinkedHashMap<>();
		this.claims.forEach((name, value) -> members.put(name,
				(value instanceof Instant instant) ? instant.getEpochSecond() : value));
		return members;
	}

	/**
	 * What a token is for.
	 */
	enum Kind {

		/** For a resource. */
		ACCESS_TOKEN,

		/** For the token endpoint. */
		REFRESH_TOKEN

	}

}
