package io.github.mcpoauth.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Says at startup what switching MCP OAuth off means, for whoever finds it switched off
 * later.
 */
class DisabledWarning implements ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog(DisabledWarning.class);

	private final String path;

	DisabledWarning(String path) {
		this.path = path;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		logger.warn("mcp.oauth.enabled is false: this library verifies no token and no Origin at " + this.path
				+ " and serves no metadata. Whoever the application's own security lets through can call the "
				+ "endpoint, and where that is everybody, so can a page of any web site in the browser of a user "
				+ "who reaches it. Remove the property to protect it.");
	}

}
