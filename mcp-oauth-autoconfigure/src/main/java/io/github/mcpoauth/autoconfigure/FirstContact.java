package io.github.mcpoauth.autoconfigure;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.log.LogMessage;

import io.github.mcpoauth.metadata.ProtectedResourceMetadataCustomizer;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamUnavailableException;

/**
 * Has the provider's metadata read when the first client asks where to log in, in the
 * background. Where clients can't log in there no token would ever come, and nobody would
 * read it and see why.
 */
final class FirstContact implements ProtectedResourceMetadataCustomizer {

	private static final Log logger = LogFactory.getLog(FirstContact.class);

	private final UpstreamMetadata metadata;

	private final AtomicBoolean made = new AtomicBoolean();

	FirstContact(UpstreamMetadata metadata) {
		this.metadata = metadata;
	}

	@Override
	public void customize(Map<String, Object> members) {
		if (this.made.compareAndSet(false, true)) {
			Thread thread = new Thread(this::read, "mcp-oauth-first-contact");
			thread.setDaemon(true);
			thread.start();
		}
	}

	private void read() {
		try {
			this.metadata.jwks();
		}
		catch (UpstreamUnavailableException ex) {
			logger.debug(LogMessage.format("Nothing can be said of the provider yet: %s", ex.getMessage()));
		}
	}

}
