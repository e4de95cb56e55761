package io.github.mcpoauth.authorizationserver;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.authorizationserver.user.Admission;
import io.github.mcpoauth.authorizationserver.user.UserNames;
import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.event.UserRefused;
import io.github.mcpoauth.web.MessagePage;
import io.github.mcpoauth.web.ProtocolError;
import io.github.mcpoauth.web.Redirect;

/**
 * The page on which people see what they have granted and to whom, and take it back. Its
 * forms come with a CSRF token, and name nothing but what is the person's own.
 */
final class AccountEndpoint implements HttpRequestHandler {

	static final String REVOKE = "revoke";

	static final String REVOKE_ALL = "revoke-all";

	private static final MessagePage NOTHING_TO_DO = new MessagePage("Nothing has changed",
			"The form does not say what to do.", "Go back to your account and try again.");

	private final Grants grants;

	private final AccountPage page;

	private final Admission admission;

	private final OAuthEventPublisher events;

	private final String url;

	private final String login;

	private final LoginSessions sessions = new LoginSessions();

	AccountEndpoint(AuthorizationServerComponents server, Grants grants, Admission admission) {
		this.grants = grants;
		this.page = new AccountPage(server);
		this.admission = admission;
		this.events = server.events();
		this.url = server.urls().endpoint(EndpointPaths.ACCOUNT);
		this.login = server.urls().endpoint(EndpointPaths.LOGIN);
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Authentication user = SecurityContextHolder.getContext().getAuthentication();
		if (user == null) {
			throw new IllegalStateException("The chain lets nobody get here who is not logged in");
		}
		String refusal = this.admission.refusal(user);
		if (refusal != null) {
			// Whose name is not certain sees nobody's grants
			this.events.publish(new UserRefused(user.getName(), null, UserRefused.Step.LOGIN));
			RefusedUserPage.write(UserNames.display(user), this.page.server(), refusal, this.login, response);
		}
		else if (HttpMethod.POST.matches(request.getMethod())) {
			change(request, response, user.getName());
		}
		else {
			show(request, response, user);
		}
	}

	private void show(HttpServletRequest request, HttpServletResponse response, Authentication user)
			throws IOException {
		List<Grant> granted = this.grants.of(user.getName());
		CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
		this.page.write(response, UserNames.display(user), granted, csrf, this.sessions.containsContext(request));
	}

	private void change(HttpServletRequest request, HttpServletResponse response, String principalName)
			throws IOException {
		String id = request.getParameter(REVOKE);
		if (id != null) {
			this.grants.revoke(principalName, id);
		}
		else if (request.getParameter(REVOKE_ALL) != null) {
			this.grants.revokeAll(principalName);
		}
		else {
			ProtocolError.write(request, response, HttpStatus.BAD_REQUEST,
					OAuthError.invalidRequest(Check.PARAMETERS, "The form has no known button"), NOTHING_TO_DO);
			return;
		}
		Redirect.send(request, response, this.url);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
	}

}
