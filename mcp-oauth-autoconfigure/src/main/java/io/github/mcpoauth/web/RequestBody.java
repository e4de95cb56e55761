package io.github.mcpoauth.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;

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
		long announced = request.getContentLengthLong();
		if (announced > limit) {
			return null;
		}
		InputStream input = request.getInputStream();
		byte[] body = (announced >= 0) ? readAnnounced(input, (int) announced, limit) : input.readNBytes(limit + 1);
		return (body.length <= limit) ? body : null;
	}

	/**
	 * By itself the platform takes 8 or 16 kB for each body, however short it is, which
	 * costs more than to parse it.
	 */
	private static byte[] readAnnounced(InputStream input, int announced, int limit) throws IOException {
		byte[] body = input.readNBytes(announced);
		int next = input.read();
		if (next < 0) {
			return body;
		}
		// A filter in front has inflated it, and left the length as it was
		return new SequenceInputStream(Collections.enumeration(
				List.of(new ByteArrayInputStream(body), new ByteArrayInputStream(new byte[] { (byte) next }), input)))
			.readNBytes(limit + 1);
	}

}
