package io.github.mcpoauth.resource;

import java.util.List;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * Lets the first route that matches a token verify it. What it refuses is refused: no
 * other is tried. Thread-safe.
 */
public final class RoutingAccessTokenVerifier implements AccessTokenVerifier {

	private final List<AccessTokenRoute> routes;

	private final AccessTokenVerifier others;

	private RoutingAccessTokenVerifier(List<AccessTokenRoute> routes, AccessTokenVerifier others) {
		this.routes = List.copyOf(routes);
		this.others = others;
	}

	/**
	 * Puts routes before a verifier.
	 * @param routes the routes in their order
	 * @param others verifies what no route matches
	 * @return the verifier; the given one if there are no routes
	 */
	public static AccessTokenVerifier of(List<AccessTokenRoute> routes, AccessTokenVerifier others) {
		return routes.isEmpty() ? others : new RoutingAccessTokenVerifier(routes, others);
	}

	@Override
	public Authentication verify(BearerTokenAuthenticationToken token) {
		return this.routes.stream()
			.filter((route) -> route.matches().test(token.getToken()))
			.map(AccessTokenRoute::verifier)
			.findFirst()
			.orElse(this.others)
			.verify(token);
	}

}
