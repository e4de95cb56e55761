package io.github.mcpoauth.net;

import java.util.Locale;

/**
 * What another server is asked for.
 */
public enum OutboundOperation {

	/** An issuer's metadata. */
	DISCOVERY,

	/** An issuer's keys. */
	JWKS,

	/** Tokens: for a code, a refresh token or another token. */
	TOKEN,

	/** To revoke a token. */
	REVOCATION,

	/** What an issuer says about a token. */
	INTROSPECTION,

	/** Whose a token is, or who a user is. */
	USERINFO,

	/** The metadata document of a client, at a URL that the client chose. */
	CLIENT_DOCUMENT,

	/** The keys of a client, at a URL that the client chose. */
	CLIENT_JWKS,

	/** Something else. */
	OTHER;

	/**
	 * The operation as the value of a tag.
	 * @return lower case, with underscores
	 */
	public String value() {
		return name().toLowerCase(Locale.ROOT);
	}

}
