package io.github.mcpoauth.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.security.autoconfigure.SecurityProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.util.StringUtils;

import io.github.mcpoauth.core.PublicUrls;

/**
 * A user to log in with, where the application has none. Spring Boot's own generated user
 * backs off as soon as OAuth is on the classpath.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnLocalUserCondition.class)
@ConditionalOnMissingBean({ UserDetailsService.class, AuthenticationProvider.class, AuthenticationManager.class })
class LocalUserConfiguration {

	private static final Log logger = LogFactory.getLog(LocalUserConfiguration.class);

	@Bean
	InMemoryUserDetailsManager mcpLocalUser(ObjectProvider<SecurityProperties> securityProperties,
			ObjectProvider<PasswordEncoder> passwordEncoder, PublicUrls urls) {
		SecurityProperties.User user = securityProperties.getIfAvailable(SecurityProperties::new).getUser();
		if (user.isPasswordGenerated()) {
			if (!urls.isLoopback()) {
				throw new McpOAuthConfigurationException("spring.security.user.password", null,
						"the application has no users, and a generated one is for this machine only",
						"Define a UserDetailsService bean, or set spring.security.user.name and .password, "
								+ "or let users log in at an identity provider with mcp.oauth.upstream.issuer-uri "
								+ "and .client-id, or accept its tokens with mcp.oauth.upstream.issuer-uri alone");
			}
			logger.warn(String.format("%n%nNo users are configured. To log in to this MCP server, use: %s / %s%n",
					user.getName(), user.getPassword()));
		}
		boolean encoded = passwordEncoder.getIfAvailable() != null || user.getPassword().matches("\\{.+}.*");
		return new InMemoryUserDetailsManager(User.withUsername(user.getName())
			.password(encoded ? user.getPassword() : "{noop}" + user.getPassword())
			.roles(StringUtils.toStringArray(user.getRoles()))
			.build());
	}

}
