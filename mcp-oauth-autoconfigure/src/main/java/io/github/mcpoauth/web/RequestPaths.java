package io.github.mcpoauth.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The path of a request below the context path, as it came: not decoded and not
 * normalized, so that only one spelling of a path is that path.
 */
public final class RequestPaths {

	private RequestPaths() {
	}

	/**
	 * The path of a request.
	 * @param request the request
	 * @return the path below the context path, with its leading slash
	 */
	public static String of(HttpServletRequest request) {
		return withinApplication(request.getRequestURI(), request);
	}

	static String withinApplication(String uri, HttpServletRequest request) {
		return uri.startsWith(request.getContextPath()) ? uri.substring(request.getContextPath().length()) : uri;
	}

}
