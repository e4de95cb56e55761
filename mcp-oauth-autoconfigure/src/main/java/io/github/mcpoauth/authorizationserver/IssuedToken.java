package io.github.mcpoauth.authorizationserver;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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
	 * What a token is for.
	 */
	enum Kind {

		/** For a resource. */
		ACCESS_TOKEN,

		/** For the token endpoint. */
		REFRESH_TOKEN

	}

}
