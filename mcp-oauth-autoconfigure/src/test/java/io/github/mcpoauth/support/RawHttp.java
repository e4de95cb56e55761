package io.github.mcpoauth.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * HTTP requests that no client library would send.
 */
public final class RawHttp {

	private RawHttp() {
	}

	/**
	 * Sends a request line and headers as they are and reads until the server closes. The
	 * server may answer and close before it has read all of them.
	 */
	public static Reply send(int port, String... lines) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
			write(socket.getOutputStream(), request.getBytes(StandardCharsets.ISO_8859_1));
			return parse(readAll(socket.getInputStream()));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void write(OutputStream stream, byte[] request) throws IOException {
		try {
			stream.write(request);
		}
		catch (SocketException ex) {
			// Closed with an answer, which is what the caller asks about
		}
	}

	private static String readAll(InputStream stream) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			stream.transferTo(bytes);
		}
		catch (SocketException ex) {
			// What came before the server cut the connection is the answer
		}
		return bytes.toString(StandardCharsets.ISO_8859_1);
	}

	private static Reply parse(String response) {
		String[] parts = response.split("\r\n\r\n", 2);
		String[] head = parts[0].split("\r\n");
		Map<String, List<String>> headers = new LinkedHashMap<>();
		for (int i = 1; i < head.length; i++) {
			String[] header = head[i].split(":", 2);
			headers.computeIfAbsent(header[0], (name) -> new ArrayList<>()).add(header[1].trim());
		}
		return new Reply(Integer.parseInt(head[0].split(" ")[1]), headers, (parts.length > 1) ? parts[1] : "");
	}

}
