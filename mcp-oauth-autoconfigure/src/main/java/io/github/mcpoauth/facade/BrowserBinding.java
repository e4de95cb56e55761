package io.github.mcpoauth.facade;

import java.time.Duration;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

import io.github.mcpoauth.core.PublicUrls;

/**
 * Cookies that prove that a step comes from the browser of the step before. Each login
 * has one of its own, so several may be under way in a browser; it is good for one use
 * and ten minutes. Over https it has the {@code __Host-} prefix, so no other host can
 * plant it.
 */
final class BrowserBinding {

	static final Duration LIFETIME = Duration.ofMinutes(10);

	private final String prefix;

	private final boolean secure;

	/**
	 * Makes a kind of cookie.
	 * @param urls says whether it can be a secure one
	 * @param kind which step it is for
	 */
	BrowserBinding(PublicUrls urls, String kind) {
		this.secure = urls.origin().startsWith("https:");
		this.prefix = (this.secure ? "__Host-" : "") + "mcp-" + kind + "-";
	}

	/**
	 * Binds the next step to the browser that gets this response.
	 */
	Ticket bind(HttpServletResponse response) {
		String id = Fingerprint.random(6);
		String secret = Fingerprint.random(32);
		add(response, id, secret, LIFETIME);
		return new Ticket(id, Fingerprint.of(secret));
	}

	/**
	 * Tells whether this request comes from the bound browser, and ends the binding.
	 */
	boolean release(Ticket ticket, HttpServletRequest request, HttpServletResponse response) {
		Cookie[] cookies = (request.getCookies() != null) ? request.getCookies() : new Cookie[0];
		for (Cookie cookie : cookies) {
			if (cookie.getName().equals(this.prefix + ticket.id())) {
				add(response, ticket.id(), "", Duration.ZERO);
				return Fingerprint.matches(ticket.fingerprint(), cookie.getValue());
			}
		}
		return false;
	}

	private void add(HttpServletResponse response, String id, String value, Duration maxAge) {
		response.addHeader(HttpHeaders.SET_COOKIE,
				ResponseCookie.from(this.prefix + id, value)
					.httpOnly(true)
					.secure(this.secure)
					.sameSite("Lax")
					.path("/")
					.maxAge(maxAge)
					.build()
					.toString());
	}

	/**
	 * What the next step compares the cookie with.
	 *
	 * @param id tells the cookies of several logins apart
	 * @param fingerprint the hash of the cookie's value
	 */
	record Ticket(String id, String fingerprint) {
	}

}
