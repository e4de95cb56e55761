package io.github.mcpoauth.autoconfigure;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;

import io.github.mcpoauth.core.PublicUrls;

/**
 * The keys that this application signs tokens with.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ SigningKeyProperties.class, AccessTokenProperties.class })
class SigningKeysConfiguration {

	@Bean
	@ConditionalOnMissingBean(JWKSource.class)
	JWKSource<SecurityContext> mcpSigningKeys(SigningKeyProperties properties, AccessTokenProperties accessTokens,
			PublicUrls urls, ResourceLoader resources) {
		boolean needed = !new AccessTokenPropertiesMapper(accessTokens).isOpaque();
		return SigningKeyChoice.of(properties, new KeyMaterial(resources), urls, needed);
	}

}
