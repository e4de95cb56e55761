package io.github.mcpoauth.resource;

import java.util.Set;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Access tokens for services behind this application, in the caller's name. The caller's
 * own token was issued for this application and is not to be sent to another (MCP
 * authorization, token passthrough); this gets one that is meant for the service.
 * Implementations are thread-safe.
 */
public interface DownstreamTokens {

	/**
	 * A token in the name of the caller of the request that this thread works for.
	 * @param audience the service, by the name that the identity provider knows it by
	 * @param scopes what the token is to allow there; none leaves it to the provider
	 * @return the token
	 * @throws IllegalStateException if this thread works for no request, or as below
	 * @throws io.github.mcpoauth.upstream.UpstreamRefusedException as below
	 * @throws io.github.mcpoauth.upstream.UpstreamUnavailableException as below
	 */
	default String tokenFor(String audience, String... scopes) {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		if (caller == null) {
			throw new IllegalStateException("This thread does not work for a request, so nobody calls. "
					+ "On the threads of an asynchronous server, pass the authentication");
		}
		return tokenFor(caller, audience, Set.of(scopes));
	}

	/**
	 * A token in the name of a caller.
	 * @param caller who has shown an access token of the identity provider
	 * @param audience the service, by the name that the identity provider knows it by
	 * @param scopes what the token is to allow there; none leaves it to the provider
	 * @return the token; it may have been issued before, and is still valid
	 * @throws IllegalStateException if the caller has shown something else, which can't
	 * be exchanged: an API key, say, or another issuer's token
	 * @throws io.github.mcpoauth.upstream.UpstreamRefusedException if the provider
	 * refuses; the error says why
	 * @throws io.github.mcpoauth.upstream.UpstreamUnavailableException if it can't be
	 * asked, or does not accept this server as its client
	 */
	String tokenFor(Authentication caller, String audience, Set<String> scopes);

}
