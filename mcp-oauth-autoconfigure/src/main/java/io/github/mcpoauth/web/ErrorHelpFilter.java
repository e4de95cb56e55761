package io.github.mcpoauth.web;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Gives the errors behind it an {@code error_uri}, whoever writes them, where the page
 * has something about them.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.2">RFC 6749
 * section 5.2</a>
 */
public final class ErrorHelpFilter extends OncePerRequestFilter {

	private final String page;

	/**
	 * Makes a filter.
	 * @param page the absolute URL of a page that has an anchor for each code
	 */
	public ErrorHelpFilter(String page) {
		this.page = page;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		chain.doFilter(request, new HelpfulResponse(response, this.page));
	}

	/**
	 * Where a person reads about an error.
	 * @param response the response that tells of it
	 * @param code the error code
	 * @return the URL, or {@code null} if there is nothing to read
	 */
	static @Nullable String uri(HttpServletResponse response, String code) {
		HelpfulResponse helpful = WebUtils.getNativeResponse(response, HelpfulResponse.class);
		return (helpful != null && ErrorHelpEndpoint.knows(code)) ? helpful.page + "#" + code : null;
	}

	/**
	 * Adds where to read about an error.
	 * @param members the members that tell of the error
	 * @param response the response that they are for
	 * @param code the error code
	 */
	static void addTo(Map<String, String> members, HttpServletResponse response, String code) {
		String uri = uri(response, code);
		if (uri != null) {
			members.put("error_uri", uri);
		}
	}

	/**
	 * A response that knows the page.
	 */
	private static final class HelpfulResponse extends HttpServletResponseWrapper {

		private final String page;

		HelpfulResponse(HttpServletResponse response, String page) {
			super(response);
			this.page = page;
		}

	}

}
