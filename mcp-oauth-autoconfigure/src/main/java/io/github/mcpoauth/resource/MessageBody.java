package io.github.mcpoauth.resource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

import io.github.mcpoauth.web.RequestBody;

/**
 * Reads the body of a request as the text that the application will see as well. What
 * could be read in two ways is refused: another encoding, a form, bytes that are no
 * UTF-8.
 */
final class MessageBody {

	private final int limit;

	MessageBody(int limit) {
		this.limit = limit;
	}

	/**
	 * Reads all of it.
	 * @return the bytes; none if the request has no body
	 * @throws MalformedMessageException if there are too many
	 */
	byte[] read(HttpServletRequest request) throws IOException, MalformedMessageException {
		byte[] body = RequestBody.readAtMost(request, this.limit);
		if (body == null) {
			throw new MalformedMessageException(HttpStatus.CONTENT_TOO_LARGE, MalformedMessageException.INVALID_REQUEST,
					"The message has more than " + this.limit + " bytes", null);
		}
		return body;
	}

	static String text(HttpServletRequest request, byte[] body) throws MalformedMessageException {
		if (!isJson(request.getContentType())) {
			throw new MalformedMessageException(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
					MalformedMessageException.INVALID_REQUEST, "Content-Type must be application/json in UTF-8", null);
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new MalformedMessageException(MalformedMessageException.PARSE_ERROR, "The message is no UTF-8");
		}
	}

	private static boolean isJson(@Nullable String contentType) {
		try {
			MediaType type = MediaType.parseMediaType((contentType != null) ? contentType : "");
			Charset charset = type.getCharset();
			return MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)
					&& (charset == null || charset.equals(StandardCharsets.UTF_8));
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

}
