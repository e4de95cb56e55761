package io.github.mcpoauth.net;

/**
 * What a server answered.
 *
 * @param status the HTTP status
 * @param body the body; within the limit that was asked for
 */
public record HttpAnswer(int status, byte[] body) {

	/**
	 * Shows no content: it may hold tokens.
	 */
	@Override
	public String toString() {
		return "HttpAnswer[status=" + this.status + ", " + this.body.length + " bytes]";
	}

}
