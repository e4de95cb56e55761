package io.github.mcpoauth.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * The tokens of {@link SeededGrants}: of half of the grants the access tokens are
 * introspected, the others are refreshed, which ends their access tokens.
 *
 * @param clientId whose they are
 * @param tokens an access and a refresh token each
 */
record IssuedTokens(String clientId, List<String[]> tokens) {

	static IssuedTokens read(Path file) {
		try {
			List<String> lines = Files.readAllLines(file);
			return new IssuedTokens(lines.get(0), lines.stream().skip(1).map((line) -> line.split(" ")).toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Each refresh with what one before it has returned. */
	Conversation refreshes(int port) {
		return refreshes(port, this.tokens.subList(this.tokens.size() / 2, this.tokens.size()));
	}

	/**
	 * As {@link #refreshes(int)}, of the grants whose access tokens nobody introspects.
	 */
	Conversation otherRefreshes(int port) {
		return refreshes(port, this.tokens.subList(0, this.tokens.size() / 2));
	}

	private Conversation refreshes(int port, List<String[]> grants) {
		return new Refreshes(port, "client_id=" + this.clientId,
				new ArrayDeque<>(grants.stream().map((pair) -> pair[1]).toList()));
	}

	/** An answer for a token that is not known has the same status. */
	Conversation introspections(int port) {
		Queue<byte[]> requests = new ArrayDeque<>(this.tokens.stream()
			.limit(this.tokens.size() / 2)
			.map((pair) -> Http.postForm(port, "/oauth2/introspect",
					"client_id=" + this.clientId + "&token=" + pair[0]))
			.toList());
		return new Conversation() {

			@Override
			public byte[] get() {
				byte[] request = requests.remove();
				requests.add(request);
				return request;
			}

			@Override
			public void answered(String answer) {
				if (!answer.contains("\"active\":true")) {
					throw new IllegalStateException("Not active: " + answer);
				}
			}

		};
	}

}
