package io.github.mcpoauth.upstream;

import java.io.Serial;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The identity provider can't be asked, or answers nothing that makes sense, or does not
 * know this server as its client. It says nothing about the user or the MCP client, who
 * may try again later. The message says what failed and why, and holds no secret.
 */
public final class UpstreamUnavailableException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final @Nullable Duration retryAfter;

	/**
	 * Says what failed.
	 * @param message what and why, for a log; without codes, tokens and secrets
	 */
	public UpstreamUnavailableException(String message) {
		this(message, null, null);
	}

	/**
	 * Says what failed.
	 * @param message what and why, for a log; without codes, tokens and secrets
	 * @param cause the failure, if there is one
	 */
	public UpstreamUnavailableException(String message, @Nullable Throwable cause) {
		this(message, cause, null);
	}

	/**
	 * Says what failed.
	 * @param message what and why, for a log; without codes, tokens and secrets
	 * @param cause the failure, if there is one
	 * @param retryAfter how long the provider wants to be left alone, if it says so
	 */
	public UpstreamUnavailableException(String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
		super(message, cause);
		this.retryAfter = retryAfter;
	}

	/**
	 * How long the provider wants to be left alone.
	 * @return at least a second, or {@code null} if it does not say
	 */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

}
