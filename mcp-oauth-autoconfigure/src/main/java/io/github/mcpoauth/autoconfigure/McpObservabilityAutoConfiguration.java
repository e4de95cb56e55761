package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Import;

import io.github.mcpoauth.core.PublicUrls;

/**
 * Auto-configuration of what tells operators how MCP OAuth is doing, where Spring Boot's
 * Actuator is there.
 */
@AutoConfiguration(after = McpResourceServerAutoConfiguration.class)
@ConditionalOnBean(PublicUrls.class)
@Import(OptionalHealthConfiguration.class)
public final class McpObservabilityAutoConfiguration {

}
