package io.github.mcpoauth.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

import io.github.mcpoauth.resource.ProtectedResource;

/**
 * Says at startup which mode it is and why, and what to tell a client.
 */
class StartupSummary implements ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog(StartupSummary.class);

	private final ModeDecision mode;

	private final ProtectedResource resource;

	StartupSummary(ModeDecision mode, ProtectedResource resource) {
		this.mode = mode;
		this.resource = resource;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		logger.info("MCP OAuth mode: " + this.mode.name() + " (" + this.mode.reason() + "). MCP clients connect to "
				+ this.resource.identifier() + "; its metadata is at " + this.resource.metadataUrl());
	}

}
