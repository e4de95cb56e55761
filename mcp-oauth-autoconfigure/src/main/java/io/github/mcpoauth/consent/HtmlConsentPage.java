package io.github.mcpoauth.consent;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;

import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.web.HtmlPage;

/**
 * The consent page that comes with the library.
 */
public final class HtmlConsentPage implements ConsentPage {

	private static final HtmlPage PAGE = HtmlPage.of(HtmlConsentPage.class, "consent.mustache");

	@Override
	public void write(ConsentPrompt prompt, HttpServletResponse response) throws IOException {
		String client = (prompt.clientName() != null) ? prompt.clientName() : "An unnamed application";
		Map<String, Object> model = new HashMap<>();
		model.put("title", "Allow access?");
		model.put("client", client);
		model.put("user", prompt.user());
		model.put("server", prompt.server());
		model.put("resource", prompt.resource());
		model.put("destination", prompt.redirectUri().destination());
		model.put("local", prompt.redirectUri().isLoopback());
		model.put("scopes", prompt.scopes());
		model.put("action", prompt.transaction().action());
		model.put("clientId", prompt.transaction().clientId());
		model.put("state", prompt.transaction().state());
		model.put("csrfParameter", prompt.transaction().csrfParameter());
		model.put("csrfToken", prompt.transaction().csrfToken());
		PAGE.write(response, HttpStatus.OK, model, formTargets(prompt.redirectUri()));
	}

	/**
	 * Browsers apply {@code form-action} to every redirect that follows the form, and
	 * where the client's page leads is not known here, so whole schemes are allowed.
	 */
	private static String[] formTargets(RedirectUri redirectUri) {
		return new String[] { redirectUri.scheme() + ":" };
	}

}
