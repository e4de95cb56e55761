package io.github.mcpoauth.resource;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.log.LogMessage;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

import io.github.mcpoauth.core.OccasionalWarning;

/**
 * Lets a verifier decide and keeps the two kinds of failure apart: the token's (401) and
 * the infrastructure's (503). Neither is logged with the token.
 */
final class VerifyingAuthenticationManager implements AuthenticationManager {

	private static final Log logger = LogFactory.getLog(VerifyingAuthenticationManager.class);

	private final AccessTokenVerifier verifier;

	/** During an outage all callers come here, as often as they try. */
	private final OccasionalWarning unavailable = new OccasionalWarning(logger::warn, logger::debug,
			Duration.ofMinutes(1));

	VerifyingAuthenticationManager(AccessTokenVerifier verifier) {
		this.verifier = verifier;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		try {
			return this.verifier.verify((BearerTokenAuthenticationToken) authentication);
		}
		catch (AuthenticationServiceException ex) {
			this.unavailable.log(LogMessage.format("An access token could not be verified: %s", ex.getMessage()));
			throw new TokenVerificationUnavailableException("The token could not be verified", ex);
		}
		catch (OAuth2AuthenticationException ex) {
			logger.debug(LogMessage.format("Refused an access token: %s", ex.getMessage()));
			throw ex;
		}
		catch (AuthenticationException ex) {
			// Any of the platform's, thrown by a verifier of the application's own
			throw new OAuth2AuthenticationException(BearerTokenErrors.invalidToken("The token is not valid"), ex);
		}
		catch (RuntimeException ex) { // of the application's own verifier
			logger.error("An access token could not be verified", ex);
			throw new TokenVerificationUnavailableException("The token could not be verified", ex);
		}
	}

}
