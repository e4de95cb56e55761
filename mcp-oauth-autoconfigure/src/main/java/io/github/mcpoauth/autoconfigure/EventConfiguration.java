package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.observability.ApplicationOAuthEventPublisher;

/**
 * Who is told what happens.
 */
@Configuration(proxyBeanMethods = false)
class EventConfiguration {

	@Bean
	@ConditionalOnMissingBean
	OAuthEventPublisher mcpOAuthEventPublisher(ApplicationEventPublisher publisher) {
		return new ApplicationOAuthEventPublisher(publisher);
	}

}
