package io.github.mcpoauth.autoconfigure;

import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

import io.github.mcpoauth.resource.ProtectedResources;

/**
 * Says at startup which mode it is and why, and what to tell a client.
 */
class StartupSummary implements ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog(StartupSummary.class);

	private final ModeDecision mode;

	private final ProtectedResources resources;

	StartupSummary(ModeDecision mode, ProtectedResources resources) {
		this.mode = mode;
		this.resources = resources;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		logger.info("MCP OAuth mode: " + this.mode.name() + " (" + this.mode.reason() + "). MCP clients connect to "
				+ this.resources.all()
					.stream()
					.map((resource) -> resource.identifier() + "; its metadata is at " + resource.metadataUrl())
					.collect(Collectors.joining(", and to ")));
	}

}
