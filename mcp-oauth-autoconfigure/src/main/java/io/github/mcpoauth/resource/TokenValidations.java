package io.github.mcpoauth.resource;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/**
 * Observes verifications of tokens. To be put behind the cache: a token that is known is
 * not verified, and costs nothing more.
 *
 * @param registry what observes; it may observe nothing
 */
public record TokenValidations(ObservationRegistry registry) {

	private static final TokenValidationConvention CONVENTION = new TokenValidationConvention() {
	};

	/**
	 * Observes a verifier.
	 * @param verifier verifies tokens
	 * @return the observed one; the given one if nothing observes it
	 */
	public AccessTokenVerifier observing(AccessTokenVerifier verifier) {
		if (this.registry.isNoop()) {
			return verifier;
		}
		return (token) -> observe(JwtForm.matches(token.getToken()) ? Caller.TokenKind.JWT : Caller.TokenKind.OPAQUE,
				() -> verifier.verify(token));
	}

	/**
	 * Observes one verification.
	 * @param kind what the token looks like
	 * @param verification verifies it
	 * @return its result; its exceptions are passed on
	 */
	Authentication observe(Caller.TokenKind kind, Supplier<Authentication> verification) {
		TokenValidationContext context = new TokenValidationContext(kind);
		Observation observation = TokenValidationDocumentation.TOKEN_VALIDATION
			.observation(null, CONVENTION, () -> context, this.registry)
			.start();
		try (Observation.Scope scope = observation.openScope()) {
			Authentication caller = verification.get();
			context.accepted();
			return caller;
		}
		catch (OAuth2AuthenticationException ex) {
			// No error of this server's: a span with one would be looked at
			context.refused(RefusedTokenException.defectOf(ex));
			throw ex;
		}
		catch (RuntimeException ex) { // whatever it is: the caller of this gets it
			observation.error(ex);
			throw ex;
		}
		finally {
			observation.stop();
		}
	}

}
