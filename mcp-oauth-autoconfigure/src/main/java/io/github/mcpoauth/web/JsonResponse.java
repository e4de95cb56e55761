package io.github.mcpoauth.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

import io.github.mcpoauth.core.OAuthError;

/**
 * JSON responses that nobody may store.
 */
public final class JsonResponse {

	private JsonResponse() {
	}

	/**
	 * Writes a response that nobody may store.
	 * @param response the response, not committed yet
	 * @param status its status
	 * @param members the members of the JSON object, in their order
	 * @throws IOException if the connection breaks
	 */
	public static void write(HttpServletResponse response, HttpStatusCode status, Map<String, ?> members)
			throws IOException {
		byte[] body = Json.toBytes(members);
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

	/**
	 * Writes an OAuth error that nobody may store.
	 * @param response the response, not committed yet
	 * @param status its status
	 * @param error the error
	 * @throws IOException if the connection breaks
	 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.2">RFC 6749
	 * section 5.2</a>
	 */
	public static void write(HttpServletResponse response, HttpStatusCode status, OAuthError error) throws IOException {
		ObservedResponse.refused(response, error.code());
		CheckHeaderFilter.refused(response, error.check());
		Map<String, String> members = new LinkedHashMap<>();
		members.put("error", error.code());
		members.put("error_description", error.description());
		ErrorHelpFilter.addTo(members, response, error.code());
		write(response, status, members);
	}

}
