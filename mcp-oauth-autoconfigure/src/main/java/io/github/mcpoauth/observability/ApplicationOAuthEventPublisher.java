package io.github.mcpoauth.observability;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.log.LogMessage;

import io.github.mcpoauth.event.OAuthEvent;
import io.github.mcpoauth.event.OAuthEventPublisher;

/**
 * Passes events on to the listeners of the application. One that fails is logged, and
 * changes nothing of the answer: the code is redeemed and the tokens are stored by then,
 * and a client that gets an error would have lost its login. Thread-safe.
 */
public final class ApplicationOAuthEventPublisher implements OAuthEventPublisher {

	private static final Log logger = LogFactory.getLog(ApplicationOAuthEventPublisher.class);

	private final ApplicationEventPublisher publisher;

	/**
	 * Makes a publisher.
	 * @param publisher knows the listeners
	 */
	public ApplicationOAuthEventPublisher(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public void publish(OAuthEvent event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException ex) { // of a listener of the application's own
			logger.error(LogMessage.format("A listener has failed, and others may not have been told: %s",
					EventText.of(event)), ex);
		}
	}

}
