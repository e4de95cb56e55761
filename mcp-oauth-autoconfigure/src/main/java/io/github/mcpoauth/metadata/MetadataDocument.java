package io.github.mcpoauth.metadata;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.web.Json;
import io.github.mcpoauth.web.JsonResponse;

/**
 * A well-known document: public, cacheable, readable from every origin. Nothing in it
 * depends on the request, so caches can't be poisoned and need not vary; that is why the
 * CORS headers are constant here and not left to a CORS filter, which varies by origin.
 * Thread-safe.
 */
public final class MetadataDocument implements HttpRequestHandler {

	static final String METHODS = "GET, HEAD, OPTIONS";

	/** How long caches may keep a document whose content is all configuration. */
	public static final Duration USUAL_MAX_AGE = Duration.ofHours(1);

	private final Supplier<Map<String, Object>> members;

	private final String cacheControl;

	private volatile Rendered rendered;

	/**
	 * Makes a document.
	 * @param members the current content; a changed content is rendered anew
	 * @param maxAge how long caches may keep it
	 */
	public MetadataDocument(Supplier<Map<String, Object>> members, Duration maxAge) {
		this.members = members;
		this.cacheControl = "public, max-age=" + maxAge.toSeconds();
		this.rendered = Rendered.of(Map.of());
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
		switch (request.getMethod()) {
			case "GET", "HEAD" -> write(request, response);
			case "OPTIONS" -> allow(response);
			default -> {
				response.setHeader(HttpHeaders.ALLOW, METHODS);
				JsonResponse.write(response, HttpStatus.METHOD_NOT_ALLOWED,
						OAuthError.invalidRequest(Check.METHOD, "Metadata is read with GET"));
			}
		}
	}

	private void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
		byte[] body = body();
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.setHeader(HttpHeaders.CACHE_CONTROL, this.cacheControl);
		response.setContentLength(body.length);
		if (HttpMethod.GET.matches(request.getMethod())) {
			response.getOutputStream().write(body);
		}
	}

	private byte[] body() {
		Map<String, Object> current = this.members.get();
		Rendered last = this.rendered;
		if (!last.members.equals(current)) {
			last = Rendered.of(current);
			this.rendered = last;
		}
		return last.body;
	}

	static void allow(HttpServletResponse response) {
		response.setHeader(HttpHeaders.ALLOW, METHODS);
		response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
		response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "*");
		response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "3600");
	}

	@SuppressWarnings("ArrayRecordComponent")
	private record Rendered(Map<String, Object> members, byte[] body) {

		static Rendered of(Map<String, Object> members) {
			return new Rendered(members, Json.toBytes(members));
		}

	}

}
