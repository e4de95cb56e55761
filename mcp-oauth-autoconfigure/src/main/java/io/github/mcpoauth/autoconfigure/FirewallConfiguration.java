package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

import io.github.mcpoauth.web.HeaderText;

/**
 * Spring Security's own firewall with its own rules. Only how it looks at headers is
 * faster.
 */
@Configuration(proxyBeanMethods = false)
class FirewallConfiguration {

	@Bean
	@ConditionalOnMissingBean(HttpFirewall.class)
	StrictHttpFirewall mcpHttpFirewall() {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		firewall.setAllowedHeaderNames(HeaderText::isName);
		firewall.setAllowedHeaderValues(HeaderText::isValue);
		return firewall;
	}

}
