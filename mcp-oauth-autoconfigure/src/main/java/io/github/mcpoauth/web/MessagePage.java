package io.github.mcpoauth.web;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatusCode;

import io.github.mcpoauth.core.OAuthError;

/**
 * A page that tells a person what happened.
 *
 * @param title what happened, in a few words
 * @param explanation why
 * @param action what to do now
 */
public record MessagePage(String title, String explanation, String action) {

	/** Nobody is redirected, since nobody is known to have asked. */
	public static final MessagePage REFUSED_CLIENT = new MessagePage("This link does not work",
			"The application that sent you here is not known to this server, or its request is not valid. "
					+ "Nothing has been shared with it.",
			"Remove this server's saved login in the application and connect again, so that it registers anew. "
					+ "If that does not help, tell the application's developers.");

	private static final HtmlPage PAGE = HtmlPage.of(MessagePage.class, "message.mustache");

	/**
	 * Writes the page.
	 * @param response the response, not committed yet
	 * @param status its status
	 * @param error what to show developers, or {@code null} if nothing is wrong
	 * @throws IOException if the connection breaks
	 */
	public void write(HttpServletResponse response, HttpStatusCode status, @Nullable OAuthError error)
			throws IOException {
		Map<String, @Nullable String> model = new HashMap<>();
		model.put("title", this.title);
		model.put("explanation", this.explanation);
		model.put("action", this.action);
		if (error != null) {
			ObservedResponse.refused(response, error.code());
			CheckHeaderFilter.refused(response, error.check());
			model.put("error", error.code());
			model.put("description", error.description());
			model.put("help", ErrorHelpFilter.uri(response, error.code()));
		}
		PAGE.write(response, status, model);
	}

}
