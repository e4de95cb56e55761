package io.github.mcpoauth.web;

import java.util.Arrays;
import java.util.List;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.server.PathContainer;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Matches requests by path, and the ERROR dispatches that follow from them: those go to
 * the error page's path, where the application's default chain would turn the error of a
 * protected endpoint into a login page or a 401.
 */
public final class DispatchedPathMatcher implements RequestMatcher {

	private final List<PathPattern> patterns;

	/**
	 * Makes a matcher.
	 * @param patterns path patterns below the context path
	 */
	public DispatchedPathMatcher(String... patterns) {
		this.patterns = Arrays.stream(patterns).map(PathPatternParser.defaultInstance::parse).toList();
	}

	@Override
	public boolean matches(HttpServletRequest request) {
		PathContainer path = PathContainer.parsePath(path(request));
		for (PathPattern pattern : this.patterns) {
			if (pattern.matches(path)) {
				return true;
			}
		}
		return false;
	}

	private static String path(HttpServletRequest request) {
		if (request.getDispatcherType() == DispatcherType.ERROR
				&& request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri) {
			return RequestPaths.withinApplication(uri, request);
		}
		return RequestPaths.of(request);
	}

}
