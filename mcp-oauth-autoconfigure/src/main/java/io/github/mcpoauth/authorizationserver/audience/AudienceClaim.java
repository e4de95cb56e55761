package io.github.mcpoauth.authorizationserver.audience;

import java.util.Collection;
import java.util.Map;

import org.springframework.security.oauth2.jwt.JwtClaimNames;

import io.github.mcpoauth.core.ResourceIdentifier;

/**
 * Whom a token is for.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9068#section-4">RFC 9068 section
 * 4</a>
 */
public final class AudienceClaim {

	private AudienceClaim() {
	}

	/**
	 * Tells whether the claims of a token name a resource as its audience.
	 * @param claims the claims; {@code aud} is a list
	 * @param resource the resource
	 * @return whether it is among the audience
	 */
	public static boolean names(Map<String, ?> claims, ResourceIdentifier resource) {
		return claims.get(JwtClaimNames.AUD) instanceof Collection<?> audience
				&& audience.stream().anyMatch((one) -> one instanceof String text && resource.isAudience(text));
	}

}
