package io.github.mcpoauth.resource;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

import io.github.mcpoauth.core.ErrorText;
import io.github.mcpoauth.scope.McpOperation;

/**
 * The headers that say once more what is in the body, from MCP 2026-07-28 on (SEP-2243).
 * Proxies may have decided by them, so they have to be true.
 */
final class MirroredHeaders {

	/** The first version that requires them; versions are dates. */
	private static final String FIRST_VERSION = "2026-07-28";

	private static final Set<String> NAMED = Set.of("tools/call", "prompts/get", "resources/read");

	private static final String BASE64_START = "=?base64?";

	private static final String BASE64_END = "?=";

	private MirroredHeaders() {
	}

	/**
	 * Compares the headers with the message. A batch, which only MCP 2025-03-26 has, must
	 * not have them.
	 */
	static void check(HttpServletRequest request, List<McpMessage> messages) throws MalformedMessageException {
		String version = request.getHeader("MCP-Protocol-Version");
		boolean required = version != null && version.strip().compareTo(FIRST_VERSION) >= 0;
		McpMessage message = (messages.size() == 1) ? messages.get(0) : new McpMessage(null, null);
		McpOperation operation = message.operation();
		boolean isRequest = operation != null && message.id() != null;
		compare(request, "Mcp-Method", (operation != null) ? operation.method() : null, required && isRequest,
				message.id());
		if (operation == null || NAMED.contains(operation.method())) {
			compare(request, "Mcp-Name", (operation != null) ? operation.name() : null, required && isRequest,
					message.id());
		}
	}

	private static void compare(HttpServletRequest request, String header, @Nullable String expected, boolean required,
			@Nullable Object id) throws MalformedMessageException {
		List<String> values = Collections.list(request.getHeaders(header));
		if (values.isEmpty()) {
			if (required) {
				throw mismatch(id, header + " header is missing");
			}
			return;
		}
		String value = (values.size() == 1) ? decode(values.get(0)) : null;
		if (value == null || !value.equals(expected)) {
			throw mismatch(id, "%s header value '%s' does not match body value '%s'".formatted(header,
					ErrorText.of(values.get(0)), ErrorText.of(String.valueOf(expected))));
		}
	}

	private static @Nullable String decode(String value) {
		if (!value.startsWith(BASE64_START) || !value.endsWith(BASE64_END)
				|| value.length() < BASE64_START.length() + BASE64_END.length()) {
			return value;
		}
		try {
			byte[] bytes = Base64.getDecoder()
				.decode(value.substring(BASE64_START.length(), value.length() - BASE64_END.length()));
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (IllegalArgumentException | CharacterCodingException ex) {
			return null;
		}
	}

	private static MalformedMessageException mismatch(@Nullable Object id, String message) {
		return new MalformedMessageException(HttpStatus.BAD_REQUEST, MalformedMessageException.HEADER_MISMATCH,
				"Header mismatch: " + message, id);
	}

}
