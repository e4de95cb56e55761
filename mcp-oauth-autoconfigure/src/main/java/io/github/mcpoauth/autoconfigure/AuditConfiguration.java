package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.observability.OAuthAuditListener;
import io.github.mcpoauth.observability.OAuthEventLogger;
import io.github.mcpoauth.observability.SecretPropertyMask;

/**
 * Where events are written down, and what Actuator must not show.
 */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

	@Bean
	OAuthEventLogger mcpOAuthEventLogger() {
		return new OAuthEventLogger();
	}

	/**
	 * Under the conditions of Spring Boot's own audit listeners.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(AuditEventRepository.class)
	@ConditionalOnBean(AuditEventRepository.class)
	@ConditionalOnBooleanProperty(name = "management.auditevents.enabled", matchIfMissing = true)
	static class AuditEvents {

		@Bean
		OAuthAuditListener mcpOAuthAuditListener(ApplicationEventPublisher publisher) {
			return new OAuthAuditListener(publisher);
		}

	}

	/**
	 * For the endpoints with properties.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(SanitizingFunction.class)
	static class Masks {

		@Bean
		SecretPropertyMask mcpSecretPropertyMask() {
			return new SecretPropertyMask();
		}

	}

}
