package io.github.mcpoauth.authorizationserver;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

import org.springframework.security.web.savedrequest.DefaultSavedRequest;

/**
 * Whether a person, or a program on the person's machine, opened the address of an
 * authorization request, and no web site did. Browsers say so in {@code Sec-Fetch-Site},
 * which no page can set. What does not say so may come from anywhere: from a malicious
 * authorization server, say, that passes a client's request on to this one, to get its
 * hands on the code.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header">Fetch
 * Metadata section 2.3</a>
 */
final class DirectNavigation {

	private static final String HEADER = "Sec-Fetch-Site";

	private static final String DIRECT = "none";

	private static final String ATTRIBUTE = DirectNavigation.class.getName();

	private DirectNavigation() {
	}

	/**
	 * After the login, the redirect to the request comes from this server or from an
	 * identity provider. What counts is where the request came from before.
	 */
	static boolean resume(HttpServletRequest request, DefaultSavedRequest interrupted) {
		HttpSession session = request.getSession();
		boolean direct = interrupted.getHeaderValues(HEADER).contains(DIRECT);
		session.setAttribute(ATTRIBUTE, direct ? interrupted.getQueryString() : null);
		return direct;
	}

	/**
	 * Tells whether a request was opened directly. That one was before the login is good
	 * for this very request, and once.
	 */
	static boolean is(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		Object resumed = (session != null) ? session.getAttribute(ATTRIBUTE) : null;
		if (resumed != null) {
			session.removeAttribute(ATTRIBUTE);
		}
		return DIRECT.equals(request.getHeader(HEADER))
				|| (resumed != null && resumed.equals(request.getQueryString()));
	}

}
