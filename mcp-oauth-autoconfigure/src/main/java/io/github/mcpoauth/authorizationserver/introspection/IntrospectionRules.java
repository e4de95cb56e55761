package io.github.mcpoauth.authorizationserver.introspection;

import java.util.List;

import jakarta.servlet.Filter;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.authorizationserver.registry.McpServerRegistry;

/**
 * Makes what tells others about tokens: each is told about its own and about no others.
 * All that is made is thread-safe.
 */
public final class IntrospectionRules {

	private IntrospectionRules() {
	}

	/**
	 * Replaces the platform's provider of introspection by clients (RFC 7662 section
	 * 2.2).
	 * @param providers the providers of the introspection endpoint
	 * @param tokens looks tokens up
	 */
	public static void replaceProviders(List<AuthenticationProvider> providers, IssuedTokens tokens) {
		TokenIntrospectionProvider.replaceIn(providers, tokens);
	}

	/**
	 * Introspection by MCP servers elsewhere, which come with their API keys (RFC 7662
	 * section 2.1). All other requests are passed on.
	 * @param path where the introspection endpoint is, below the context path
	 * @param tokens looks tokens up
	 * @param servers whose keys are accepted
	 * @return a filter that has to come before the platform's
	 */
	public static Filter byServers(String path, IssuedTokens tokens, McpServerRegistry servers) {
		return new ServerIntrospectionFilter(path, tokens, servers);
	}

	/**
	 * The endpoint that says who the user of an access token is (OpenID Connect Core
	 * section 5.3).
	 * @param tokens looks tokens up
	 * @return the endpoint, which authenticates by itself
	 */
	public static HttpRequestHandler userInfo(IssuedTokens tokens) {
		return new UserInfoEndpoint(tokens);
	}

}
