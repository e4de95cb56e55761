package io.github.mcpoauth.consent;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;

/**
 * Shows a person what a client asks for. Replace this bean for a page of your own; it has
 * to name the client, the destination of the code and the scopes (MCP security best
 * practices, "Confused Deputy"), must not let itself be framed, and escapes every value,
 * for the client chose them. Implementations are thread-safe.
 */
@FunctionalInterface
public interface ConsentPage {

	/**
	 * Writes the page.
	 * @param prompt what to ask
	 * @param response the response, not committed yet
	 * @throws IOException if the connection breaks
	 */
	void write(ConsentPrompt prompt, HttpServletResponse response) throws IOException;

}
