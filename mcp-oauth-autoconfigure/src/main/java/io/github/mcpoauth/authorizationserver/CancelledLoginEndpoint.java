package io.github.mcpoauth.authorizationserver;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.web.AuthorizationResponse;
import io.github.mcpoauth.web.MessagePage;
import io.github.mcpoauth.web.ProtocolError;

/**
 * Sends a person who gives up logging in back to the client, which is told why. The form
 * of the page before comes with a CSRF token: nobody is redirected without a click.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-4.1.2.1">RFC 6749
 * section 4.1.2.1</a>
 */
final class CancelledLoginEndpoint implements HttpRequestHandler {

	private static final Map<String, String> ERRORS = Map.of("access_denied", "The user did not log in",
			"temporarily_unavailable", "The user could not log in; the identity provider is not available",
			"server_error", "The user could not log in at the identity provider");

	private static final MessagePage GONE = new MessagePage("This login is over", "No application waits for it.",
			"Go back to the application and connect again.");

	private final PublicUrls urls;

	private final RegisteredClientRepository clients;

	private final RequestCache requestCache;

	CancelledLoginEndpoint(PublicUrls urls, RegisteredClientRepository clients, RequestCache requestCache) {
		this.urls = urls;
		this.clients = clients;
		this.requestCache = requestCache;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		InterruptedRequest waiting = InterruptedRequest.find(this.clients, this.requestCache, request, response);
		String code = request.getParameter("error");
		String description = (code != null) ? ERRORS.get(code) : null;
		if (waiting == null || code == null || description == null) {
			ProtocolError.write(request, response, HttpStatus.BAD_REQUEST,
					OAuthError.invalidRequest(Check.BROWSER, "There is no login to cancel"), GONE);
			return;
		}
		this.requestCache.removeRequest(request, response);
		new AuthorizationResponse(waiting.redirectUri().toString(), this.urls.issuer(), waiting.state())
			.with(new OAuthError(code, description, code.equals("access_denied") ? Check.USER : Check.PROVIDER))
			.send(request, response);
	}

}
