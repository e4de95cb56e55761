package io.github.mcpoauth.upstream;

import java.io.Serial;

import io.github.mcpoauth.core.OAuthError;

/**
 * The identity provider answered with an OAuth error that the MCP client can act on. The
 * error is fit to be passed on: its code is a registered one, and its description is
 * short, of printable ASCII, and holds nothing that was sent to the provider.
 */
public final class UpstreamRefusedException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient OAuthError error;

	/**
	 * Refuses with an error.
	 * @param error the error, fit to be passed on
	 */
	public UpstreamRefusedException(OAuthError error) {
		super(error.code() + ": " + error.description());
		this.error = error;
	}

	/**
	 * The error to tell the MCP client.
	 * @return the error
	 */
	public OAuthError error() {
		return this.error;
	}

}
