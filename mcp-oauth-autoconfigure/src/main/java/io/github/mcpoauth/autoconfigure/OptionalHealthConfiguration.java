package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Health, where Spring Boot has it. The conditions of what is imported are Spring Boot's
 * own, and can't be asked where it has not.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
@Import({ HealthConfiguration.class, UpstreamHealthConfiguration.class, AuthorizationServerHealthConfiguration.class })
class OptionalHealthConfiguration {

}
