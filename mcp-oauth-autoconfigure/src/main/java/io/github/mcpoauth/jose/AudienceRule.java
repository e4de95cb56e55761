package io.github.mcpoauth.jose;

import java.util.Collection;
import java.util.function.Predicate;

/**
 * Whom an access token has to be for. Implementations are thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8707#section-2">RFC 8707 section
 * 2</a>
 */
@FunctionalInterface
public interface AudienceRule {

	/** Tokens for whomever, and such that don't say for whom they are. */
	AudienceRule UNCHECKED = (audience) -> true;

	/**
	 * Tells whether a token is for this resource.
	 * @param audience the values of its {@code aud}; empty if it has none
	 * @return whether to accept it
	 */
	boolean accepts(Collection<String> audience);

	/**
	 * One accepted value is enough.
	 * @param accepted accepts an {@code aud} value
	 * @return the rule
	 */
	static AudienceRule anyOf(Predicate<String> accepted) {
		return (audience) -> audience.stream().anyMatch(accepted);
	}

}
