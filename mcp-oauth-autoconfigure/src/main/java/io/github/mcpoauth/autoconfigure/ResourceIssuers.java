package io.github.mcpoauth.autoconfigure;

import java.util.Set;

/**
 * Whose tokens a resource accepts.
 *
 * @param main whether those of the issuer of the mode
 * @param names the names of further issuers
 */
record ResourceIssuers(boolean main, Set<String> names) {

	/** What the issuer of the mode is called in the configuration. */
	static final String MAIN = "main";

}
