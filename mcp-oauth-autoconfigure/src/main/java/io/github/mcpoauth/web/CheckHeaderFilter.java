package io.github.mcpoauth.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

import io.github.mcpoauth.core.Check;

/**
 * Has the errors behind it name the check that refused, whoever writes them. Without this
 * filter none does.
 */
public final class CheckHeaderFilter extends OncePerRequestFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		chain.doFilter(request, new OpenResponse(response));
	}

	/**
	 * The answer is an error.
	 * @param response the response, not committed yet
	 * @param check what refused
	 */
	public static void refused(HttpServletResponse response, Check check) {
		if (WebUtils.getNativeResponse(response, OpenResponse.class) != null) {
			CheckHeader.set(response, check.value());
		}
	}

	/**
	 * A response to somebody who may know.
	 */
	private static final class OpenResponse extends HttpServletResponseWrapper {

		OpenResponse(HttpServletResponse response) {
			super(response);
		}

	}

}
