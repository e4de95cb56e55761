package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;

/**
 * Auto-configuration of the order of health statuses.
 * <p>
 * It comes before Spring Boot's, which would be in the way. The conditions are those of
 * the other auto-configurations, which come later.
 */
@AutoConfiguration(
		beforeName = "org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ EnableWebSecurity.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBooleanProperty(name = "mcp.oauth.enabled", matchIfMissing = true)
@Import(HealthStatusConfiguration.class)
public final class McpHealthStatusAutoConfiguration {

}
