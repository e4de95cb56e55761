package io.github.mcpoauth.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Says at startup what fetching from this machine means, for whoever finds it switched on
 * where it does not belong.
 */
class LoopbackDocumentsWarning implements ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog(LoopbackDocumentsWarning.class);

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		logger.warn("mcp.oauth.registration.client-id-metadata-documents.allow-loopback is true: whoever reaches "
				+ "this server can have it send requests to everything that listens on this machine's loopback "
				+ "addresses with a certificate that the JVM trusts. It is meant for development. Remove the "
				+ "property anywhere else.");
	}

}
