package io.github.mcpoauth.net;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * All that a server answered.
 *
 * @param status the HTTP status
 * @param headers the headers, by names in any case
 * @param body the body; within a limit
 */
public record ProbeAnswer(int status, Map<String, List<String>> headers, byte[] body) {

	static ProbeAnswer of(HttpResponse<byte[]> response) {
		// HTTP/1.1 names keep their case, and the map looks them up without it
		return new ProbeAnswer(response.statusCode(), response.headers().map(), response.body());
	}

	/**
	 * The values of a header.
	 * @param name its name, in any case
	 * @return the values in their order; empty if there is no such header
	 */
	public List<String> all(String name) {
		return this.headers.getOrDefault(name, List.of());
	}

	/**
	 * The first value of a header.
	 * @param name its name, in any case
	 * @return the value, or {@code null} if there is no such header
	 */
	public @Nullable String first(String name) {
		List<String> values = all(name);
		return values.isEmpty() ? null : values.get(0);
	}

	/**
	 * Shows no content: it may hold secrets.
	 */
	@Override
	public String toString() {
		return "ProbeAnswer[status=" + this.status + ", " + this.body.length + " bytes]";
	}

}
