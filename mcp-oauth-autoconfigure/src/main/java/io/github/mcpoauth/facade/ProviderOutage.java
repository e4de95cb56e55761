package io.github.mcpoauth.facade;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.log.LogMessage;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.upstream.UpstreamUnavailableException;

/**
 * An identity provider that can't be used: the operator reads why, the client is told to
 * try again.
 */
final class ProviderOutage {

	static final String RETRY_AFTER_SECONDS = "10";

	static final OAuthError ERROR = new OAuthError("temporarily_unavailable",
			"The identity provider can't be reached; try again", Check.PROVIDER);

	private static final Log logger = LogFactory.getLog(ProviderOutage.class);

	private ProviderOutage() {
	}

	/**
	 * When to try again: when the provider says, or else soon.
	 * @return a number of seconds
	 */
	static String retryAfter(UpstreamUnavailableException exception) {
		Duration wait = exception.retryAfter();
		return (wait != null) ? String.valueOf(wait.toSeconds()) : RETRY_AFTER_SECONDS;
	}

	static OAuthError report(UpstreamUnavailableException exception) {
		logger.warn(LogMessage.format("The identity provider can't be used: %s", exception.getMessage()));
		return ERROR;
	}

}
