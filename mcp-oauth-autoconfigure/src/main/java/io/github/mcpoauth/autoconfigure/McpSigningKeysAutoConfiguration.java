package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Mode;

/**
 * Auto-configuration of the embedded authorization server's keys.
 * <p>
 * It comes before Spring Boot's, which would make up a key in their place. The conditions
 * are those of the other auto-configurations, which come later.
 */
@AutoConfiguration(
		beforeName = "org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ EnableWebSecurity.class, OAuth2Authorization.class })
@ConditionalOnBooleanProperty(name = "mcp.oauth.enabled", matchIfMissing = true)
@ConditionalOnMode(Mode.AUTHORIZATION_SERVER)
@Import(SigningKeysConfiguration.class)
public final class McpSigningKeysAutoConfiguration {

}
