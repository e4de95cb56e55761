package io.github.mcpoauth.sample.client;

/**
 * The MCP server refused a request for want of a token, or of scopes.
 */
final class AccessRefused extends ClientFailure {

	private final int status;

	private final Challenge challenge;

	AccessRefused(int status, Challenge challenge) {
		super("The server answers with " + status + " " + challenge.parameters());
		this.status = status;
		this.challenge = challenge;
	}

	int status() {
		return this.status;
	}

	Challenge challenge() {
		return this.challenge;
	}

}
