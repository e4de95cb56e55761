package io.github.mcpoauth.bench;

import java.util.Queue;

/**
 * Refreshes, each with what an earlier one has returned.
 */
final class Refreshes implements Conversation {

	private static final String MEMBER = "\"refresh_token\":\"";

	private final int port;

	private final String client;

	private final Queue<String> refreshTokens;

	/**
	 * Makes refreshes of several grants.
	 * @param port of the server
	 * @param client the parameters by which the client is known
	 * @param refreshTokens of at least as many grants as there are connections
	 */
	Refreshes(int port, String client, Queue<String> refreshTokens) {
		this.port = port;
		this.client = client;
		this.refreshTokens = refreshTokens;
	}

	@Override
	public byte[] get() {
		return Http.postForm(this.port, "/oauth2/token",
				"grant_type=refresh_token&" + this.client + "&refresh_token=" + this.refreshTokens.remove());
	}

	@Override
	public void answered(String answer) {
		int start = answer.indexOf(MEMBER) + MEMBER.length();
		this.refreshTokens.add(answer.substring(start, answer.indexOf('"', start)));
	}

}
