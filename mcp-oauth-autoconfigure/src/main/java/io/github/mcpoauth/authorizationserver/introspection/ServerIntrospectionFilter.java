package io.github.mcpoauth.authorizationserver.introspection;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimNames;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;

import io.github.mcpoauth.authorizationserver.registry.McpServer;
import io.github.mcpoauth.authorizationserver.registry.McpServerRegistry;
import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.web.BearerToken;
import io.github.mcpoauth.web.JsonResponse;
import io.github.mcpoauth.web.RequestPaths;

/**
 * Tells an MCP server about access tokens that are for it, and about no others. It
 * authenticates with its API key as a Bearer token; introspection by clients, who come
 * with other credentials or none, is the platform's.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7662#section-2.1">RFC 7662
 * section 2.1</a>
 */
final class ServerIntrospectionFilter extends OncePerRequestFilter {

	private static final Map<String, Object> INACTIVE = Map.of(OAuth2TokenIntrospectionClaimNames.ACTIVE, false);

	private final String path;

	private final IssuedTokens tokens;

	private final McpServerRegistry servers;

	ServerIntrospectionFilter(String path, IssuedTokens tokens, McpServerRegistry servers) {
		this.path = path;
		this.tokens = tokens;
		this.servers = servers;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String key = RequestPaths.of(request).equals(this.path) ? BearerToken.of(request) : null;
		if (key == null) {
			chain.doFilter(request, response);
			return;
		}
		McpServer server = this.servers.withApiKey(key).orElse(null);
		String token = request.getParameter("token");
		if (server == null) {
			BearerToken.challenge(response, "introspection", key, "The API key is no server's");
		}
		else if (!StringUtils.hasText(token)) {
			JsonResponse.write(response, HttpStatus.BAD_REQUEST,
					OAuthError.invalidRequest(Check.PARAMETERS, "The token is missing"));
		}
		else {
			JsonResponse.write(response, HttpStatus.OK, describe(this.tokens.findAccessToken(token), server));
		}
	}

	private static Map<String, Object> describe(@Nullable IssuedToken token, McpServer server) {
		if (token == null || !token.isFor(server.resource())) {
			return INACTIVE;
		}
		Map<String, Object> members = new LinkedHashMap<>();
		members.put(OAuth2TokenIntrospectionClaimNames.ACTIVE, true);
		members.put(OAuth2TokenIntrospectionClaimNames.TOKEN_TYPE, OAuth2AccessToken.TokenType.BEARER.getValue());
		members.put(OAuth2TokenIntrospectionClaimNames.CLIENT_ID, token.clientId());
		token.asJson().forEach(members::putIfAbsent);
		return members;
	}

}
