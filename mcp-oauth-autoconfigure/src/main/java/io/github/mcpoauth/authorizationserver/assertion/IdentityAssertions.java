package io.github.mcpoauth.authorizationserver.assertion;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import com.nimbusds.jwt.JWTClaimsSet;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.log.LogMessage;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

import io.github.mcpoauth.authorizationserver.error.CheckedError;
import io.github.mcpoauth.authorizationserver.store.UsedAssertionLog;
import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.jose.AssertionDecoders;
import io.github.mcpoauth.jose.UnverifiedClaims;

/**
 * Verifies Identity Assertion JWT Authorization Grants (ID-JAG): that a trusted issuer
 * vouches for a user, here, now, to this client, and for the first time. What is wrong is
 * said by the name of the check; of the assertion itself nothing is repeated or logged.
 * Thread-safe.
 *
 * @see <a href=
 * "https://datatracker.ietf.org/doc/html/draft-ietf-oauth-identity-assertion-authz-grant-04">Identity
 * Assertion JWT Authorization Grant</a>
 */
public final class IdentityAssertions {

	/** The value of {@code authorization_grant_profiles_supported} in the metadata. */
	public static final String PROFILE = "urn:ietf:params:oauth:grant-profile:id-jag";

	private static final Log logger = LogFactory.getLog(IdentityAssertions.class);

	private static final int MAX_LENGTH = 16 * 1024;

	private final Map<String, TrustedIssuer> issuers = new LinkedHashMap<>();

	private final Map<String, JwtDecoder> decoders = new LinkedHashMap<>();

	private final AssertionRules rules;

	private final UsedAssertionLog used;

	/**
	 * Makes a verifier.
	 * @param audience the issuer identifier of this server
	 * @param issuers who may vouch for users; without any, nobody
	 * @param maxAge how long ago assertions may have been issued
	 * @param used remembers which were used
	 * @param clock tells the time
	 */
	public IdentityAssertions(String audience, Collection<TrustedIssuer> issuers, Duration maxAge,
			UsedAssertionLog used, Clock clock) {
		this.rules = new AssertionRules(audience, maxAge, clock);
		this.used = used;
		issuers.forEach((issuer) -> {
			this.issuers.put(issuer.issuer(), issuer);
			this.decoders.put(issuer.issuer(), AssertionDecoders.create(issuer.keys(), this.rules.of(issuer.issuer())));
		});
	}

	/**
	 * Tells whether anybody may vouch for users.
	 * @return whether there is a trusted issuer
	 */
	public boolean isOn() {
		return !this.issuers.isEmpty();
	}

	/**
	 * Verifies an assertion, without using it up.
	 * @param assertion what was sent
	 * @param clientId who has sent it, and has authenticated
	 * @return who vouches for whom
	 * @throws OAuth2AuthenticationException with {@code invalid_grant} if it is not good
	 * for this client, and with {@code temporarily_unavailable} if the issuer's keys
	 * can't be had
	 */
	VerifiedAssertion verify(String assertion, String clientId) {
		JWTClaimsSet claimed = (assertion.length() <= MAX_LENGTH) ? UnverifiedClaims.of(assertion) : null;
		String name = (claimed != null) ? claimed.getIssuer() : null;
		TrustedIssuer issuer = (name != null) ? this.issuers.get(name) : null;
		JwtDecoder decoder = (name != null) ? this.decoders.get(name) : null;
		if (claimed == null || issuer == null || decoder == null) {
			throw Refusal.ofAssertion("is not a JWT of an issuer that is trusted here (iss)");
		}
		Jwt jwt = decode(decoder, issuer, assertion);
		if (!clientId.equals(jwt.getClaims().get("client_id"))) {
			throw Refusal.ofAssertion("was issued to another client (client_id)");
		}
		if (!issuer.clientIds().isEmpty() && !issuer.clientIds().contains(clientId)) {
			throw Refusal.ofAssertion("is of an issuer that may not vouch to this client (client_id)");
		}
		return new VerifiedAssertion(issuer, jwt);
	}

	private static Jwt decode(JwtDecoder decoder, TrustedIssuer issuer, String assertion) {
		try {
			return decoder.decode(assertion);
		}
		catch (JwtValidationException ex) {
			OAuth2Error broken = ex.getErrors().iterator().next();
			throw new OAuth2AuthenticationException(broken, ex);
		}
		catch (BadJwtException ex) {
			throw Refusal.ofAssertion("is malformed, or not signed with a key of its issuer");
		}
		catch (JwtException ex) {
			logger.warn(LogMessage.format("An assertion of %s can't be verified: its keys can't be had: %s",
					issuer.issuer(), ex.getMessage()));
			throw new OAuth2AuthenticationException(new CheckedError(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE,
					"The keys of the assertion's issuer can't be had at the moment", Check.PROVIDER), ex);
		}
	}

	/**
	 * Uses an assertion up.
	 * @param assertion the assertion
	 * @throws OAuth2AuthenticationException with {@code invalid_grant} if it was used
	 * before, on whatever instance
	 */
	void use(VerifiedAssertion assertion) {
		String id = assertion.issuer().issuer() + "\n" + assertion.jwt().getId();
		if (!this.used.use(Sha256.base64(id), this.rules.end(assertion.jwt()))) {
			throw Refusal.ofAssertion("was used before (jti)");
		}
	}

}
