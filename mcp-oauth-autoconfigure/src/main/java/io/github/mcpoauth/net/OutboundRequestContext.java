package io.github.mcpoauth.net;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A request to another server, while it is observed. It is no
 * {@code RequestReplySenderContext}: trace identifiers are not sent to identity
 * providers, nor to servers that a client chose. Not thread-safe.
 */
public final class OutboundRequestContext extends Observation.Context {

	private final OutboundOperation operation;

	private final @Nullable String host;

	private @Nullable Integer status;

	/**
	 * Makes a context.
	 * @param operation what is asked for
	 * @param host who is asked, as configured; {@code null} if a stranger chose it
	 */
	OutboundRequestContext(OutboundOperation operation, @Nullable String host) {
		this.operation = operation;
		this.host = host;
	}

	/**
	 * What is asked for.
	 * @return the operation
	 */
	public OutboundOperation getOperation() {
		return this.operation;
	}

	/**
	 * Who is asked.
	 * @return a host out of the configuration or of an issuer's metadata, or {@code null}
	 * for one that a client chose
	 */
	public @Nullable String getHost() {
		return this.host;
	}

	/**
	 * The status of the answer.
	 * @return the status, or {@code null} if there is no answer
	 */
	public @Nullable Integer getStatus() {
		return this.status;
	}

	void answered(int answer) {
		this.status = answer;
	}

}
