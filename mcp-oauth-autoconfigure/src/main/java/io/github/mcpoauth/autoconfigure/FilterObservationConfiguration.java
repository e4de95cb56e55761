package io.github.mcpoauth.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Role;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.FilterChainProxy.FilterChainDecorator;

import io.github.mcpoauth.resource.EndpointFilterChainDecorator;

/**
 * Has Spring Security observe the filters of the MCP endpoint where the application says
 * what is to be observed, and otherwise those of all other chains only.
 */
@Configuration(proxyBeanMethods = false)
class FilterObservationConfiguration {

	/**
	 * Primary, because Spring Security takes none of two.
	 * @param platform has the one that observes, if it is the only one
	 */
	@Bean
	@Primary
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnMissingBean(SecurityObservationSettings.class)
	static ObjectPostProcessor<FilterChainDecorator> mcpFilterChainDecoratorPostProcessor(
			ObjectProvider<ObjectPostProcessor<FilterChainDecorator>> platform) {
		return new ObjectPostProcessor<>() {

			@Override
			@SuppressWarnings("unchecked")
			public <O extends FilterChainDecorator> O postProcess(O plain) {
				FilterChainDecorator others = platform.getIfUnique(ObjectPostProcessor::identity).postProcess(plain);
				return (others != plain) ? (O) new EndpointFilterChainDecorator(plain, others) : plain;
			}

		};
	}

}
