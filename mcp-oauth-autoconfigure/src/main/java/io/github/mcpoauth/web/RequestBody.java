package io.github.mcpoauth.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request without letting the sender decide how much memory it takes.
 */
public final class RequestBody {

	private RequestBody() {
	}

	/**
	 * Reads the whole body.
	 * @param request the request, whose body nobody has read
	 * @param limit how many bytes it may have
	 * @return the bytes, or {@code null} if there are more
	 * @throws IOException if the connection breaks
	 */
	public static byte @Nullable [] readAtMost(HttpServletRequest request, int limit) throws IOException {
		byte[] body = request.getInputStream().readNBytes(limit + 1);
		return (body.length <= limit) ? body : null;
	}

}
