package io.github.mcpoauth.authorizationserver;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.web.HtmlPage;

/**
 * The login page. Its form is posted to the same path, where the platform's form login
 * takes it.
 */
final class LoginEndpoint implements HttpRequestHandler {

	static final String FAILED = "error";

	private static final HtmlPage PAGE = HtmlPage.of(LoginEndpoint.class, "login.mustache");

	private final PublicUrls urls;

	private final String server;

	private final AuthorizationServerComponents.Logins logins;

	LoginEndpoint(PublicUrls urls, String server, AuthorizationServerComponents.Logins logins) {
		this.urls = urls;
		this.server = server;
		this.logins = logins;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
		Map<String, Object> model = new HashMap<>();
		model.put("title", "Sign in");
		model.put("server", this.server);
		model.put("failed", request.getParameter(FAILED) != null);
		model.put("choices", choices());
		model.put("local", this.logins.local());
		model.put("action", this.urls.endpoint(EndpointPaths.LOGIN));
		model.put("csrfParameter", csrf.getParameterName());
		model.put("csrfToken", csrf.getToken());
		PAGE.write(response, HttpStatus.OK, model);
	}

	private List<Map<String, String>> choices() {
		return Stream.ofNullable(this.logins.federated())
			.flatMap((federated) -> federated.choices().stream())
			.map((choice) -> Map.of("label", choice.label(), "url", this.urls.endpoint(choice.path())))
			.toList();
	}

}
