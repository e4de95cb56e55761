package io.github.mcpoauth.web;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;

/**
 * The header that names the check that refused a request. It is for developers: it tells
 * a client that is not known from a secret that is wrong, which the error does not.
 */
public final class CheckHeader {

	/** Its name. */
	public static final String NAME = "Mcp-OAuth-Check";

	private CheckHeader() {
	}

	/**
	 * Names a check, also to pages in browsers that may read the answer.
	 * @param response the response, not committed yet
	 * @param check one of a bounded set, in lower case
	 */
	public static void set(HttpServletResponse response, String check) {
		String exposed = response.getHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS);
		if (exposed != null && !response.containsHeader(NAME)) {
			response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, exposed + ", " + NAME);
		}
		response.setHeader(NAME, check);
	}

}
