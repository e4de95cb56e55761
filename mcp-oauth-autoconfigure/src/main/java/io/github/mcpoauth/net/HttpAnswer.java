package io.github.mcpoauth.net;

import org.jspecify.annotations.Nullable;

/**
 * What a server answered.
 *
 * @param status the HTTP status
 * @param body the body; within the limit that was asked for
 * @param retryAfter its {@code Retry-After} header as it is, if there is one
 */
public record HttpAnswer(int status, byte[] body, @Nullable String retryAfter) {

	/**
	 * Shows no content: it may hold tokens.
	 */
	@Override
	public String toString() {
		return "HttpAnswer[status=" + this.status + ", " + this.body.length + " bytes]";
	}

}
