package io.github.mcpoauth.jose;

/**
 * What is wrong with a token, in a word: for whoever counts refusals and must not count
 * by anything that a stranger wrote.
 */
public enum TokenDefect {

	/** It is no JWT, or no token at all, or has claims of the wrong type. */
	MALFORMED,

	/** No key of the issuer verifies it. */
	SIGNATURE,

	/** It is a token, but no access token. */
	TYPE,

	/** It is another issuer's, or another tenant's. */
	ISSUER,

	/** It is for another resource. */
	AUDIENCE,

	/** Its time is over, or has not come yet. */
	EXPIRED,

	/** It was revoked, or its issuer does not know it any more. */
	REVOKED,

	/** It looks like an API key, and is none. */
	UNKNOWN_API_KEY,

	/** Something else, such as what a verifier of the application's own found. */
	OTHER

}
