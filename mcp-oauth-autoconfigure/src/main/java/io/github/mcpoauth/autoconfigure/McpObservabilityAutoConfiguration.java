package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Import;

import io.github.mcpoauth.core.PublicUrls;

/**
 * Auto-configuration of what tells operators how MCP OAuth is doing, where Spring Boot's
 * Actuator is there.
 */
@AutoConfiguration(after = { McpSigningKeysAutoConfiguration.class, McpResourceServerAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBean(PublicUrls.class)
@Import({ AuditConfiguration.class, DoctorConfiguration.class, DoctorEndpointConfiguration.class,
		MetricsConfiguration.class, OptionalHealthConfiguration.class })
public final class McpObservabilityAutoConfiguration {

}
