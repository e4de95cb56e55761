package io.github.mcpoauth.resource;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import io.github.mcpoauth.web.JsonResponse;

/**
 * Tells a caller of the MCP endpoint that it was refused: the challenge in the header,
 * where OAuth clients look, and a JSON-RPC error in the body, where MCP clients do.
 */
final class ChallengeWriter {

	private static final int UNAUTHORIZED = -32001;

	private static final String RETRY_AFTER_SECONDS = "10";

	private ChallengeWriter() {
	}

	/**
	 * Writes the refusal.
	 * @param response the response, not committed yet
	 * @param status its status
	 * @param challenge the challenge, or {@code null} if authentication would not help
	 * @param message what was wrong
	 * @throws IOException if the connection breaks
	 */
	static void write(HttpServletResponse response, HttpStatus status, @Nullable BearerChallenge challenge,
			String message) throws IOException {
		if (challenge != null) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge.toString());
		}
		if (!response.containsHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS)) {
			response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, HttpHeaders.WWW_AUTHENTICATE);
		}
		writeError(response, status, UNAUTHORIZED, message, null);
	}

	/**
	 * Refuses a message that can't be read.
	 * @param response the response, not committed yet
	 * @param reason what is wrong with it
	 * @throws IOException if the connection breaks
	 */
	static void write(HttpServletResponse response, MalformedMessageException reason) throws IOException {
		writeError(response, reason.status(), reason.code(), String.valueOf(reason.getMessage()), reason.id());
	}

	private static void writeError(HttpServletResponse response, HttpStatus status, int code, String message,
			@Nullable Object id) throws IOException {
		Map<String, Object> error = new LinkedHashMap<>();
		error.put("code", code);
		error.put("message", message);
		Map<String, @Nullable Object> body = new LinkedHashMap<>();
		body.put("jsonrpc", "2.0");
		body.put("id", id);
		body.put("error", error);
		JsonResponse.write(response, status, body);
	}

	/**
	 * Refuses for a reason that is not the caller's. Not with a 401, which would send
	 * every client through login again.
	 * @param response the response, not committed yet
	 * @param message what is wrong
	 * @throws IOException if the connection breaks
	 */
	static void writeUnavailable(HttpServletResponse response, String message) throws IOException {
		response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
		write(response, HttpStatus.SERVICE_UNAVAILABLE, null, message);
	}

}
