package io.github.mcpoauth.web;

import java.util.Locale;

/**
 * The endpoints of the protocol, whatever their paths.
 */
public enum OAuthEndpoint {

	/** Where a login begins. */
	AUTHORIZE,

	/** Where people log in. */
	LOGIN,

	/** Where an identity provider sends the browser back to. */
	CALLBACK,

	/** Where people are asked. */
	CONSENT,

	/** Where people see what they have granted. */
	ACCOUNT,

	/** Where people log out. */
	LOGOUT,

	/** Where tokens are issued. */
	TOKEN,

	/** Where tokens are revoked. */
	REVOKE,

	/** Where other servers ask about tokens. */
	INTROSPECT,

	/** Where clients ask whose a token is. */
	USERINFO,

	/** Where the keys are. */
	JWKS,

	/** Where clients register. */
	REGISTER,

	/** Where a client manages its registration. */
	REGISTRATION;

	/**
	 * The endpoint as the value of a tag.
	 * @return lower case
	 */
	public String value() {
		return name().toLowerCase(Locale.ROOT);
	}

}
