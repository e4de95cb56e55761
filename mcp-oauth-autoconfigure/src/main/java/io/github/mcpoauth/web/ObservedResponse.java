package io.github.mcpoauth.web;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import org.springframework.web.util.WebUtils;

/**
 * Lets whoever answers a request say in OAuth's words what the answer is, to whoever
 * observes the request. If nobody does, nothing happens.
 */
public final class ObservedResponse extends HttpServletResponseWrapper {

	private final OAuthRequestContext context;

	ObservedResponse(HttpServletResponse response, OAuthRequestContext context) {
		super(response);
		this.context = context;
	}

	/**
	 * The answer is an error.
	 * @param response the response
	 * @param code the OAuth error code
	 */
	public static void refused(HttpServletResponse response, String code) {
		ObservedResponse observed = WebUtils.getNativeResponse(response, ObservedResponse.class);
		if (observed != null) {
			observed.context.refused(code);
		}
	}

	/** The answer is a code for the client. */
	static void granted(HttpServletResponse response) {
		ObservedResponse observed = WebUtils.getNativeResponse(response, ObservedResponse.class);
		if (observed != null) {
			observed.context.granted();
		}
	}

}
