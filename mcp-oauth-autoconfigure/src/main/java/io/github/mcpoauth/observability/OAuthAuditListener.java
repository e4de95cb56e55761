package io.github.mcpoauth.observability;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.log.LogMessage;

import io.github.mcpoauth.event.OAuthEvent;

/**
 * Makes audit events of Spring Boot out of events, for the application's
 * {@code AuditEventRepository}. The principal is the user, or the client where no user
 * has to do with it.
 */
public final class OAuthAuditListener {

	private static final Log logger = LogFactory.getLog(OAuthAuditListener.class);

	private final ApplicationEventPublisher publisher;

	/**
	 * Makes a listener.
	 * @param publisher passes audit events on to Spring Boot
	 */
	public OAuthAuditListener(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	/**
	 * Passes an event on. A repository that fails does not keep the application's own
	 * listeners from being told.
	 * @param event what has happened
	 */
	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE + 1)
	public void audit(OAuthEvent event) {
		AuditEvent audited = new AuditEvent(principal(event), EventText.type(event.getClass()),
				EventText.details(event));
		try {
			this.publisher.publishEvent(new AuditApplicationEvent(audited));
		}
		catch (RuntimeException ex) { // of the application's repository
			logger.error(LogMessage.format("An audit event could not be kept: %s", EventText.of(event)), ex);
		}
	}

	private static String principal(OAuthEvent event) {
		if (event.user() != null) {
			return event.user();
		}
		OAuthEvent.Client client = event.client();
		return (client != null) ? client.shortId() : "";
	}

}
