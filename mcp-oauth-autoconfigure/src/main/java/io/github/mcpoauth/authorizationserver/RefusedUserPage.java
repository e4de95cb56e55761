package io.github.mcpoauth.authorizationserver;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

import io.github.mcpoauth.consent.ConsentPrompt;
import io.github.mcpoauth.consent.FormTargets;
import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.web.CheckHeaderFilter;
import io.github.mcpoauth.web.HtmlPage;

/**
 * Stands in for the consent page, or the account page, before a user who is not allowed.
 * Its only button denies what a client asks for.
 */
final class RefusedUserPage {

	private static final HtmlPage PAGE = HtmlPage.of(RefusedUserPage.class, "refused-user.mustache");

	private RefusedUserPage() {
	}

	static void write(ConsentPrompt prompt, String reason, String login, HttpServletResponse response)
			throws IOException {
		Map<String, Object> model = model(prompt.user(), prompt.server(), reason, login);
		model.put("destination", prompt.redirectUri().destination());
		model.put("action", prompt.transaction().action());
		model.put("clientId", prompt.transaction().clientId());
		model.put("state", prompt.transaction().state());
		model.put("csrfParameter", prompt.transaction().csrfParameter());
		model.put("csrfToken", prompt.transaction().csrfToken());
		CheckHeaderFilter.refused(response, Check.USER);
		PAGE.write(response, HttpStatus.FORBIDDEN, model, FormTargets.of(prompt.redirectUri(), List.of()));
	}

	/** Where no client waits. */
	static void write(String user, String server, String reason, String login, HttpServletResponse response)
			throws IOException {
		CheckHeaderFilter.refused(response, Check.USER);
		PAGE.write(response, HttpStatus.FORBIDDEN, model(user, server, reason, login));
	}

	private static Map<String, Object> model(@Nullable String user, String server, String reason, String login) {
		Map<String, Object> model = new HashMap<>();
		model.put("title", "This account has no access");
		model.put("user", user);
		model.put("server", server);
		model.put("reason", reason);
		model.put("login", login);
		return model;
	}

}
