package io.github.mcpoauth.resource;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * A message that nobody can say what it asks for. The message of the exception is for the
 * client.
 */
final class MalformedMessageException extends Exception {

	static final int PARSE_ERROR = -32700;

	static final int INVALID_REQUEST = -32600;

	static final int INVALID_PARAMS = -32602;

	static final int HEADER_MISMATCH = -32020;

	private final HttpStatus status;

	private final int code;

	private final transient @Nullable Object id;

	MalformedMessageException(int code, String message) {
		this(HttpStatus.BAD_REQUEST, code, message, null);
	}

	MalformedMessageException(HttpStatus status, int code, String message, @Nullable Object id) {
		super(message);
		this.status = status;
		this.code = code;
		this.id = id;
	}

	HttpStatus status() {
		return this.status;
	}

	/**
	 * The JSON-RPC error code.
	 */
	int code() {
		return this.code;
	}

	/**
	 * The identifier of the request, if it could be read.
	 */
	@Nullable Object id() {
		return this.id;
	}

}
