package io.github.mcpoauth.autoconfigure;

import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.authorizationserver.audience.TargetResources;
import io.github.mcpoauth.authorizationserver.forwardauth.ForwardAuthEndpoint;
import io.github.mcpoauth.event.OAuthEventPublisher;

/**
 * Where reverse proxies ask.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("mcp.oauth.forward-auth.enabled")
@EnableConfigurationProperties(ForwardAuthProperties.class)
class ForwardAuthConfiguration {

	@Bean
	OwnEndpoint mcpForwardAuth(ForwardAuthProperties properties, TargetResources resources, OwnTokens tokens,
			TokenCache cache, OAuthEventPublisher events) {
		return new OwnEndpoint(List.of(path(properties)), new ForwardAuthEndpoint(resources,
				properties.trustForwardedHeaders(), tokens.forAnyResource(cache), events));
	}

	private static String path(ForwardAuthProperties properties) {
		String path = properties.path();
		if (!path.matches("(/[A-Za-z0-9._~-]+)+") || path.matches("/oauth2/.*|/\\.well-known/.*")) {
			throw new McpOAuthConfigurationException("mcp.oauth.forward-auth.path", path,
					"it is not a path, or not one that is free",
					"Write it with a leading and without a trailing slash, and without patterns: /verify");
		}
		return path;
	}

}
