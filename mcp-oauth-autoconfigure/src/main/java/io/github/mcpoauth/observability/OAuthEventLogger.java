package io.github.mcpoauth.observability;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.github.mcpoauth.event.OAuthEvent;

/**
 * Writes a line for each event, at the level INFO of a logger of its own, so that it can
 * be sent elsewhere or switched off like any logger. A login has two or three, a call
 * that is allowed has none.
 */
public final class OAuthEventLogger {

	/** The name of the logger. */
	public static final String NAME = "io.github.mcpoauth.audit";

	private static final Log logger = LogFactory.getLog(NAME);

	/**
	 * Writes the line, before a listener of the application's own can fail.
	 * @param event what has happened
	 */
	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	public void log(OAuthEvent event) {
		if (logger.isInfoEnabled()) {
			logger.info(EventText.of(event));
		}
	}

}
