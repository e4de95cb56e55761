package io.github.mcpoauth.resource;

/**
 * What lists of tools, prompts and resources show.
 */
public enum ListingMode {

	/** Everything, whatever the caller may use. */
	ALL,

	/** What the caller's scopes allow. */
	ALLOWED

}
