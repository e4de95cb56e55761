package io.github.mcpoauth.authorizationserver.assertion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

import io.github.mcpoauth.authorizationserver.error.CheckedError;
import io.github.mcpoauth.core.Check;

/**
 * What an Identity Assertion JWT Authorization Grant has to say, whoever sends it.
 *
 * @see <a href=
 * "https://datatracker.ietf.org/doc/html/draft-ietf-oauth-identity-assertion-authz-grant-04#section-4.4.1">Identity
 * Assertion JWT Authorization Grant section 4.4.1</a>
 */
record AssertionRules(String audience, Duration maxAge, Clock clock) {

	static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

	/**
	 * An ID token or an access token of the same issuer is signed with the same keys, and
	 * is not made to be handed on.
	 */
	private static final Set<String> TYPES = Set.of("oauth-id-jag+jwt", "application/oauth-id-jag+jwt");

	OAuth2TokenValidator<Jwt> of(String issuer) {
		return new DelegatingOAuth2TokenValidator<>(
				rule("typ must be oauth-id-jag+jwt",
						(jwt) -> jwt.getHeaders().get("typ") instanceof String type && TYPES.contains(type)),
				rule("iss is not the issuer whose keys it is signed with",
						(jwt) -> issuer.equals(jwt.getClaims().get("iss"))),
				rule("aud must be " + this.audience + " and nothing else",
						(jwt) -> List.of(this.audience).equals(jwt.getAudience())),
				rule("sub is missing", (jwt) -> isText(jwt.getClaims().get("sub"))),
				rule("jti is missing", (jwt) -> isText(jwt.getClaims().get("jti"))),
				rule("exp is missing or over", this::isNotOver), rule("nbf is in the future", this::hasBegun),
				rule("iat is in the future, or more than " + this.maxAge.toSeconds() + " seconds ago", this::isFresh));
	}

	private boolean isNotOver(Jwt jwt) {
		Instant end = jwt.getExpiresAt();
		return end != null && end.isAfter(this.clock.instant().minus(CLOCK_SKEW));
	}

	private boolean hasBegun(Jwt jwt) {
		Instant start = jwt.getNotBefore();
		return start == null || !start.isAfter(this.clock.instant().plus(CLOCK_SKEW));
	}

	private boolean isFresh(Jwt jwt) {
		Instant issued = jwt.getIssuedAt();
		Instant now = this.clock.instant();
		return issued != null && !issued.isAfter(now.plus(CLOCK_SKEW))
				&& !issued.isBefore(now.minus(this.maxAge).minus(CLOCK_SKEW));
	}

	/**
	 * From when on the rules refuse an assertion that they accept now.
	 */
	Instant end(Jwt jwt) {
		Instant expiry = jwt.getExpiresAt();
		Instant issued = jwt.getIssuedAt();
		Instant latest = ((issued != null) ? issued : this.clock.instant()).plus(this.maxAge);
		return ((expiry != null && expiry.isBefore(latest)) ? expiry : latest).plus(CLOCK_SKEW);
	}

	private static boolean isText(@Nullable Object value) {
		return value instanceof String text && !text.isBlank();
	}

	private static OAuth2TokenValidator<Jwt> rule(String text, Predicate<Jwt> rule) {
		OAuth2Error error = new CheckedError(OAuth2ErrorCodes.INVALID_GRANT, "The assertion's " + text,
				Check.ASSERTION);
		return (jwt) -> rule.test(jwt) ? OAuth2TokenValidatorResult.success()
				: OAuth2TokenValidatorResult.failure(error);
	}

}
