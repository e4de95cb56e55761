package io.github.mcpoauth.upstream;

/**
 * How this server shows the provider which client it is.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7591#section-2">RFC 7591 section
 * 2, token_endpoint_auth_method</a>
 */
public enum ClientAuthenticationMethod {

	/** By its identifier only, as a public client. */
	NONE,

	/** By its secret, in a header. */
	CLIENT_SECRET_BASIC,

	/** By its secret, in the body. */
	CLIENT_SECRET_POST

}
