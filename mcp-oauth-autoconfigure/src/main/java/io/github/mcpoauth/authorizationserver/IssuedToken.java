package io.github.mcpoauth.authorizationserver;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.security.oauth2.jwt.JwtClaimNames;

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
		return this.claims.get(JwtClaimNames.AUD) instanceof Collection<?> audience
				&& audience.stream().anyMatch((one) -> one instanceof String text && resource.isAudience(text));
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
