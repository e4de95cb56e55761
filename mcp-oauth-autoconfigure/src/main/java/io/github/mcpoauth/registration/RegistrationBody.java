package io.github.mcpoauth.registration;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

import io.github.mcpoauth.web.Json;
import io.github.mcpoauth.web.RequestBody;

/**
 * Reads the JSON object that a client registers.
 */
final class RegistrationBody {

	static final int MAX_LENGTH = 64 * 1024;

	private RegistrationBody() {
	}

	/**
	 * Reads the body.
	 * @return its members, or {@code null} if it is too long
	 * @throws ClientRegistrationException if it is not one JSON object
	 */
	static @Nullable Map<String, @Nullable Object> read(HttpServletRequest request)
			throws IOException, ClientRegistrationException {
		byte[] body = RequestBody.readAtMost(request, MAX_LENGTH);
		if (body == null) {
			return null;
		}
		Map<String, @Nullable Object> members = isJson(request.getContentType()) ? Json.readObject(body) : null;
		if (members == null) {
			throw MetadataReader.refused("The request must be one JSON object, sent as application/json");
		}
		return members;
	}

	private static boolean isJson(@Nullable String contentType) {
		try {
			return contentType != null && MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(contentType));
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

}
