package io.github.mcpoauth.upstream;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;

/**
 * Asks the issuer of a token what it is. Implementations are thread-safe, ask each time,
 * and neither keep nor log tokens. It is not the platform's
 * {@code OpaqueTokenIntrospector}, because what comes back is not checked yet.
 */
@FunctionalInterface
public interface TokenIntrospection {

	/**
	 * Asks about a token.
	 * @param token the token as the caller sent it
	 * @return what the issuer says about it, as it came: members of a stranger's JSON
	 * @throws BadOpaqueTokenException if the issuer does not vouch for the token
	 * @throws UpstreamUnavailableException if it can't be asked, or does not know this
	 * server
	 */
	Map<String, @Nullable Object> introspect(String token) throws BadOpaqueTokenException, UpstreamUnavailableException;

}
