package io.github.mcpoauth.autoconfigure;

import java.util.Collection;

/**
 * Secrets of the configuration that callers send as Bearer tokens.
 */
final class BearerSecrets {

	private BearerSecrets() {
	}

	/**
	 * Refuses secrets that can be guessed or can't be sent. None is shown.
	 * @param property the full name of the property
	 * @param secrets its values
	 * @param minLength how many characters each has at least
	 */
	static void check(String property, Collection<String> secrets, int minLength) {
		for (String secret : secrets) {
			if (secret.length() < minLength || !secret.matches("[A-Za-z0-9._~+/=-]+")) {
				throw new McpOAuthConfigurationException(property, "(" + secret.length() + " characters)",
						"it can be guessed, or can't be sent in a header", "Set at least " + minLength
								+ " random letters and digits, for instance the output of: openssl rand -hex 32");
			}
		}
	}

}
