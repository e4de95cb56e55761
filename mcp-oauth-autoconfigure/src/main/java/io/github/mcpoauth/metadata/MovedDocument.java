package io.github.mcpoauth.metadata;

import java.io.IOException;
import java.net.URI;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.web.JsonResponse;

/**
 * A well-known document that is somebody else's now, and says where. Readable from every
 * origin, as the document was: a browser does not follow a redirect that it may not read.
 * Immutable.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9110#section-15.4.9">RFC 9110
 * section 15.4.9</a>
 */
public final class MovedDocument implements HttpRequestHandler {

	private final String location;

	/**
	 * Redirects.
	 * @param location where the document is, absolute
	 */
	public MovedDocument(URI location) {
		this.location = location.toString();
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
		switch (request.getMethod()) {
			case "GET", "HEAD" -> redirect(response);
			case "OPTIONS" -> MetadataDocument.allow(response);
			default -> {
				response.setHeader(HttpHeaders.ALLOW, MetadataDocument.METHODS);
				JsonResponse.write(response, HttpStatus.METHOD_NOT_ALLOWED,
						OAuthError.invalidRequest(Check.METHOD, "Metadata is read with GET"));
			}
		}
	}

	/**
	 * Without a limit, caches would keep a permanent redirect for good.
	 */
	private void redirect(HttpServletResponse response) {
		response.setStatus(HttpStatus.PERMANENT_REDIRECT.value());
		response.setHeader(HttpHeaders.LOCATION, this.location);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=" + MetadataDocument.USUAL_MAX_AGE.toSeconds());
	}

}
