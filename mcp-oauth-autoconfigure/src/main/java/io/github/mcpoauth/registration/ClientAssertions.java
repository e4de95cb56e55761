package io.github.mcpoauth.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

import io.github.mcpoauth.jose.UnverifiedClaims;

/**
 * Verifies the assertions with which clients authenticate ({@code private_key_jwt}). The
 * audience has to be the issuer and nothing else: an MCP client signs with one key for
 * many servers, and an assertion for one of them must be of no use at another, whatever
 * URLs that other one names in its metadata. Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7523#section-3">RFC 7523 section
 * 3</a>
 * @see <a href=
 * "https://datatracker.ietf.org/doc/html/draft-ietf-oauth-rfc7523bis#section-4">RFC
 * 7523bis section 4</a>
 */
public final class ClientAssertions {

	/** RFC 7523 section 2.2. */
	public static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

	private static final int MAX_LENGTH = 8 * 1024;

	private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

	private static final Duration MAX_LIFETIME = Duration.ofMinutes(10);

	private final String issuer;

	private final @Nullable ClientDocuments documents;

	private final Clock clock;

	private final AssertionIds ids;

	/**
	 * Makes a verifier that has seen no assertion yet.
	 * @param issuer who assertions have to be for
	 * @param documents fetches keys, or {@code null} if no client has any
	 * @param clock tells what has expired
	 */
	public ClientAssertions(String issuer, @Nullable ClientDocuments documents, Clock clock) {
		this.issuer = issuer;
		this.documents = documents;
		this.clock = clock;
		this.ids = new AssertionIds(clock);
	}

	/**
	 * The algorithms that assertions may be signed with, for the metadata. All of them
	 * are asymmetric.
	 * @return their names
	 */
	public static List<String> algorithms() {
		return Arrays.stream(SignatureAlgorithm.values()).map(SignatureAlgorithm::getName).toList();
	}

	/**
	 * Who an assertion is said to be from, before it is verified: a client that sends one
	 * need not send its {@code client_id} (RFC 7521 section 4.2).
	 * @param assertion what was sent
	 * @return the {@code sub}, or {@code null} if there is none
	 */
	public static @Nullable String claimedClientId(String assertion) {
		JWTClaimsSet claims = (assertion.length() <= MAX_LENGTH) ? UnverifiedClaims.of(assertion) : null;
		return (claims != null) ? claims.getSubject() : null;
	}

	/**
	 * Verifies an assertion and uses it up.
	 * @param clientId who has to have signed it
	 * @param client what is known of that client
	 * @param assertion what was sent
	 * @return the assertion
	 * @throws JwtException if it is not valid, was used before, or the client has no keys
	 * @throws UnknownClientException if the client's keys can't be had
	 */
	public Jwt verify(String clientId, ClientMetadata client, String assertion) throws UnknownClientException {
		ClientKeys keys = client.keys();
		if (keys == null || assertion.length() > MAX_LENGTH) {
			throw new BadJwtException((keys == null) ? "The client has no keys" : "The assertion is too long");
		}
		Jwt jwt = decode(clientId, keys, assertion);
		String id = jwt.getId();
		Instant end = jwt.getExpiresAt();
		if (id == null || end == null || !this.ids.use(clientId, id, end.plus(CLOCK_SKEW))) {
			throw new BadJwtException("The assertion has no jti, or was used before");
		}
		return jwt;
	}

	private Jwt decode(String clientId, ClientKeys keys, String assertion) throws UnknownClientException {
		if (keys.keys() != null) {
			return decode(clientId, keys.keys(), assertion);
		}
		JWKSet known = fetch(keys, false);
		try {
			return decode(clientId, known, assertion);
		}
		catch (BadJwtException ex) {
			// The client may have replaced its key
			JWKSet current = fetch(keys, true);
			if (current.equals(known)) {
				throw ex;
			}
			return decode(clientId, current, assertion);
		}
	}

	private JWKSet fetch(ClientKeys keys, boolean anew) throws UnknownClientException {
		if (this.documents == null || keys.location() == null) {
			throw UnknownClientException.unreachable();
		}
		return this.documents.keys(keys.location(), anew);
	}

	private Jwt decode(String clientId, JWKSet keys, String assertion) {
		NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(new ImmutableJWKSet<>(keys))
			.jwsAlgorithms((algorithms) -> algorithms.addAll(List.of(SignatureAlgorithm.values())))
			.build();
		decoder.setJwtValidator(rules(clientId));
		return decoder.decode(assertion);
	}

	private OAuth2TokenValidator<Jwt> rules(String clientId) {
		JwtTypeValidator type = new JwtTypeValidator("JWT", "client-authentication+jwt");
		type.setAllowEmpty(true);
		JwtTimestampValidator timestamps = new JwtTimestampValidator(CLOCK_SKEW);
		timestamps.setClock(this.clock);
		return new DelegatingOAuth2TokenValidator<>(type, timestamps,
				rule("iss and sub must be the client_id",
						(jwt) -> clientId.equals(jwt.getClaimAsString("iss")) && clientId.equals(jwt.getSubject())),
				rule("aud must be " + this.issuer + " and nothing else",
						(jwt) -> List.of(this.issuer).equals(jwt.getAudience())),
				rule("exp must be at most " + MAX_LIFETIME.toMinutes() + " minutes away", this::isShortLived));
	}

	private boolean isShortLived(Jwt jwt) {
		Instant end = jwt.getExpiresAt();
		return end != null && !end.isAfter(this.clock.instant().plus(MAX_LIFETIME).plus(CLOCK_SKEW));
	}

	private static OAuth2TokenValidator<Jwt> rule(String text, Rule rule) {
		OAuth2Error error = new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT, "The assertion's " + text, null);
		return (jwt) -> rule.isKept(jwt) ? OAuth2TokenValidatorResult.success()
				: OAuth2TokenValidatorResult.failure(error);
	}

	@FunctionalInterface
	private interface Rule {

		boolean isKept(Jwt jwt);

	}

}
