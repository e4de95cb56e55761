package io.github.mcpoauth.authorizationserver;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.authorizationserver.user.UserNames;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.web.HtmlPage;
import io.github.mcpoauth.web.MessagePage;
import io.github.mcpoauth.web.Redirect;

/**
 * Where clients send people who want to sign out. There are no ID tokens that would tell
 * who sends them, so the person is asked, and nobody is sent back.
 *
 * @see <a href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html">OpenID
 * Connect RP-Initiated Logout 1.0 sections 2 and 6</a>
 */
final class LogoutEndpoint implements HttpRequestHandler {

	static final MessagePage SIGNED_OUT = new MessagePage("You are signed out",
			"What you have granted to applications goes on.",
			"If you signed in at another provider, you may be signed in there still.");

	private static final HtmlPage PAGE = HtmlPage.of(LogoutEndpoint.class, "logout.mustache");

	private final PublicUrls urls;

	private final String server;

	LogoutEndpoint(PublicUrls urls, String server) {
		this.urls = urls;
		this.server = server;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Authentication user = SecurityContextHolder.getContext().getAuthentication();
		if (HttpMethod.POST.matches(request.getMethod())) {
			// Browsers send no cookie with another site's form, but with the redirect
			Redirect.send(request, response, this.urls.endpoint(EndpointPaths.LOGOUT));
			response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		}
		else if (user == null) {
			SIGNED_OUT.write(response, HttpStatus.OK, null);
		}
		else {
			ask(request, response, user);
		}
	}

	private void ask(HttpServletRequest request, HttpServletResponse response, Authentication user) throws IOException {
		CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
		Map<String, Object> model = new HashMap<>();
		model.put("title", "Sign out?");
		model.put("server", this.server);
		model.put("user", UserNames.display(user));
		model.put("action", this.urls.endpoint(EndpointPaths.LOGOUT_CONFIRM));
		model.put("csrfParameter", csrf.getParameterName());
		model.put("csrfToken", csrf.getToken());
		PAGE.write(response, HttpStatus.OK, model);
	}

}
