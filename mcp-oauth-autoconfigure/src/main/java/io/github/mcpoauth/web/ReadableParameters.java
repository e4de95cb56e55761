package io.github.mcpoauth.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Whether the servlet container can read the parameters of a request. Tomcat says it only
 * to who reads them first, and gives all others those in front of what it can't read; so
 * it is written down here, for filters that have something to do before
 * {@link ProtocolRequestFilter} refuses such a request.
 */
final class ReadableParameters {

	private static final String ATTRIBUTE = ReadableParameters.class.getName();

	private ReadableParameters() {
	}

	/**
	 * Tells whether all parameters can be read.
	 * @param request the request, whose parameters nobody has read elsewhere
	 * @return whether they can
	 */
	static boolean areIn(HttpServletRequest request) {
		Object known = request.getAttribute(ATTRIBUTE);
		if (known == null) {
			known = isReadable(request);
			request.setAttribute(ATTRIBUTE, known);
		}
		return Boolean.TRUE.equals(known);
	}

	private static boolean isReadable(HttpServletRequest request) {
		try {
			request.getParameterMap();
			return true;
		}
		catch (IllegalStateException ex) { // of the container, by its specification
			return false;
		}
	}

	/**
	 * Reads a parameter.
	 * @param request the request
	 * @param name the name of the parameter
	 * @return its first value, or {@code null} if there is none, or if the parameters of
	 * the request can't be read
	 */
	static @Nullable String get(HttpServletRequest request, String name) {
		return areIn(request) ? request.getParameter(name) : null;
	}

}
