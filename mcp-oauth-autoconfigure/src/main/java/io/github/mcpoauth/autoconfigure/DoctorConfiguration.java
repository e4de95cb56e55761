package io.github.mcpoauth.autoconfigure;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

import io.github.mcpoauth.authorizationserver.store.AuthorizationStore;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.observability.doctor.DoctorCheck;
import io.github.mcpoauth.observability.doctor.DoctorSummary;

/**
 * What the doctor looks at without asking anybody, and what it says of that at startup.
 */
@Configuration(proxyBeanMethods = false)
class DoctorConfiguration {

	@Bean
	@Order(1)
	DoctorCheck mcpBaseUrlCheck(Environment environment, PublicUrls urls) {
		return new BaseUrlCheck(ModeDecision.of(environment), urls);
	}

	@Bean
	@Order(2)
	@ConditionalOnBean(RegistrationProperties.class)
	DoctorCheck mcpSecretCheck(McpOAuthProperties properties, PublicUrls urls) {
		return SecretCheck.of(properties, urls);
	}

	@Bean
	@Order(3)
	@ConditionalOnBean(SigningKeyProperties.class)
	DoctorCheck mcpSigningKeysCheck(SigningKeyProperties properties, BeanFactory beans) {
		return new SigningKeysCheck(properties, !beans.containsBean("mcpSigningKeys"));
	}

	@Bean
	@Order(4)
	@ConditionalOnMode(McpOAuthProperties.Mode.AUTHORIZATION_SERVER)
	DoctorCheck mcpGrantStoreCheck(McpOAuthProperties properties, AuthorizationStore store, PublicUrls urls) {
		return new GrantStoreCheck(properties.authorizationServer().store(), store, urls);
	}

	@Bean
	@Order(5)
	@ConditionalOnBean({ RegistrationProperties.class, RateLimitProperties.class })
	DoctorCheck mcpOpenRegistrationCheck(McpOAuthProperties properties, RegistrationProperties registrations,
			RateLimitProperties limits, PublicUrls urls) {
		RateLimitPropertiesMapper mapper = new RateLimitPropertiesMapper(limits);
		return new OpenRegistrationCheck(properties.registration(), registrations,
				mapper.isEnabled() && mapper.asRegistrations() != null, urls);
	}

	@Bean
	@Order(6)
	DoctorCheck mcpRelaxationsCheck(McpOAuthProperties properties, CheckNaming checks) {
		return new RelaxationsCheck(properties, checks);
	}

	@Bean
	DoctorSummary mcpDoctorSummary(ObjectProvider<DoctorCheck> checks) {
		return new DoctorSummary(checks.orderedStream().toList());
	}

}
