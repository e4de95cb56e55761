package io.github.mcpoauth.upstream;

/**
 * How it is found out what an access token of a provider is worth.
 */
public enum TokenVerification {

	/** By its signature: tokens are JWTs (RFC 9068). */
	JWT,

	/** By the provider's introspection endpoint (RFC 7662). */
	INTROSPECTION,

	/** By whether its UserInfo endpoint answers (OpenID Connect Core 1.0 section 5.3). */
	USERINFO,

	/** By the endpoint that Google has instead of one for introspection. */
	TOKENINFO

}
