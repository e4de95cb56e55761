package io.github.mcpoauth.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/**
 * Sends a browser on. What it posted is posted nowhere else.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9700#section-4.12">RFC 9700
 * section 4.12</a>
 */
public final class Redirect {

	private Redirect() {
	}

	/**
	 * Redirects with GET, also after a POST.
	 * @param request what is answered
	 * @param response the response, not committed yet; caching is left to the caller
	 * @param location an absolute URL
	 */
	public static void send(HttpServletRequest request, HttpServletResponse response, String location) {
		HttpStatus status = HttpMethod.POST.matches(request.getMethod()) ? HttpStatus.SEE_OTHER : HttpStatus.FOUND;
		response.setStatus(status.value());
		response.setHeader(HttpHeaders.LOCATION, location);
	}

}
