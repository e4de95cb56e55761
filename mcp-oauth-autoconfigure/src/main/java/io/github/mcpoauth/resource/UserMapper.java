package io.github.mcpoauth.resource;

/**
 * Knows the application's own user for a caller, and makes one at first sight. A bean of
 * this type is asked once for each token, when it has opened the endpoint for the first
 * time; the answer is remembered as long as the token is, see
 * {@code mcp.oauth.tokens.cache}. Tools get it from {@link Caller#user(Class)}. On an
 * open endpoint it is not asked about callers who showed nothing. Implementations are
 * thread-safe: several tokens of one new user may come at the same time, here and on
 * other instances.
 */
@FunctionalInterface
public interface UserMapper {

	/**
	 * Finds a user, or makes one. Find by issuer and subject: an e-mail address may not
	 * be the caller's, and whoever gets another's account by it has taken it over.
	 * @param caller who calls
	 * @return the user, of any type; immutable, or thread-safe
	 * @throws org.springframework.security.access.AccessDeniedException if the caller may
	 * be none: it gets a 403. After any other exception it gets a 503, and the mapper is
	 * asked again at the next request
	 */
	Object userOf(Caller caller);

}
