package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Mode;

/**
 * Refuses lists of users where this server does not see who logs in: they would keep
 * nobody out.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMode({ Mode.RESOURCE_SERVER, Mode.FACADE })
@EnableConfigurationProperties(LoginProperties.class)
class UnusedLoginsConfiguration {

	private static final String FIX = "Set mcp.oauth.mode=authorization-server, or remove it";

	@Bean
	UnusedLogins mcpUnusedLogins(McpOAuthProperties properties, LoginProperties logins, Environment environment) {
		String reason = "in the mode " + ModeDecision.of(environment).name()
				+ " users log in without this server, which takes the tokens that they get there";
		if (OnUpstreamLoginCondition.isLoginOnly(environment)) {
			throw new McpOAuthConfigurationException(
					logins.upstreams().isEmpty() ? "mcp.oauth.upstream.provider" : "mcp.oauth.upstreams", "(set)",
					reason, FIX);
		}
		if (!LoginProperties.Login.NONE.equals(properties.upstream().login())) {
			throw new McpOAuthConfigurationException("mcp.oauth.upstream.login", "(set)", reason, FIX);
		}
		return new UnusedLogins();
	}

	/**
	 * Nothing is unused.
	 */
	record UnusedLogins() {
	}

}
