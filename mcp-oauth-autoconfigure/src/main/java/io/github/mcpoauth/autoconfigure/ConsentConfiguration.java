package io.github.mcpoauth.autoconfigure;

import java.util.Set;
import java.util.TreeSet;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.consent.ConsentPage;
import io.github.mcpoauth.consent.HtmlConsentPage;
import io.github.mcpoauth.registration.RedirectUriPolicy;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * How people are asked for consent.
 */
@Configuration(proxyBeanMethods = false)
class ConsentConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ConsentPage mcpConsentPage(RedirectUriPolicy redirectUriPolicy, ObjectProvider<UpstreamSettings> upstream) {
		Set<String> schemes = new TreeSet<>(redirectUriPolicy.privateUseSchemes());
		upstream.ifAvailable((settings) -> {
			// Approval leads to the provider, which in a test may be without TLS
			if (settings.issuer().startsWith("http:")) {
				schemes.add("http");
			}
		});
		return new HtmlConsentPage(schemes);
	}

}
