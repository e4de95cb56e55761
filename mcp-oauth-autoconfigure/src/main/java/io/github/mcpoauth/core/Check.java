package io.github.mcpoauth.core;

import java.util.Locale;

/**
 * Which check refused a request, in one word for developers. Where a client may see less,
 * it sees the error code only.
 */
public enum Check {

	/** The HTTP method. */
	METHOD,

	/** The content type. */
	CONTENT_TYPE,

	/** Parameters or members that are missing, malformed, repeated or misplaced. */
	PARAMETERS,

	/** How many requests there may be. */
	RATE_LIMIT,

	/** Whether the client is known. */
	CLIENT,

	/** The client metadata document at a {@code client_id} that is a URL. */
	CLIENT_DOCUMENT,

	/** Whether the client proves who it is. */
	CLIENT_AUTHENTICATION,

	/** What a client registers. */
	CLIENT_METADATA,

	/** Where answers go. */
	REDIRECT_URI,

	/** The {@code response_type}. */
	RESPONSE_TYPE,

	/** The code challenge, and the verifier that has to fit. */
	PKCE,

	/** The {@code state}. */
	STATE,

	/** The issuer that an answer is from (RFC 9207). */
	ISSUER,

	/** The {@code resource} (RFC 8707). */
	RESOURCE,

	/** The scopes. */
	SCOPE,

	/** The {@code grant_type}, and whether the client may use it. */
	GRANT_TYPE,

	/** The authorization code. */
	CODE,

	/** The refresh token. */
	REFRESH_TOKEN,

	/** What another issuer says of a user. */
	ASSERTION,

	/** An access token, an API key, or what else opens an endpoint. */
	TOKEN,

	/** Whether this browser began what it goes on with. */
	BROWSER,

	/** Whether the user approves. */
	CONSENT,

	/** Who the user is, and may do. */
	USER,

	/** The identity provider: its answer, or that there is none. */
	PROVIDER,

	/** Where tokens and registrations are kept. */
	STORE,

	/** This server, which failed. */
	SERVER,

	/** The session of an MCP client. */
	SESSION,

	/** The JSON-RPC message. */
	MESSAGE;

	/**
	 * The check as the value of a header.
	 * @return lower case, with underscores
	 */
	public String value() {
		return name().toLowerCase(Locale.ROOT);
	}

}
