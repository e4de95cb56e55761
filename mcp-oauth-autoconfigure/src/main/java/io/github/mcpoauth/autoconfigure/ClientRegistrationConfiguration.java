package io.github.mcpoauth.autoconfigure;

import java.util.function.UnaryOperator;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.registration.ClientRegistrar;
import io.github.mcpoauth.registration.ClientRegistrationEndpoint;
import io.github.mcpoauth.registration.RedirectUriPolicy;
import io.github.mcpoauth.registration.RegistrationRules;
import io.github.mcpoauth.scope.ScopeCatalog;

/**
 * How clients register, whatever identifier they get.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegistrationProperties.class)
class ClientRegistrationConfiguration {

	static UnaryOperator<String> uris(PublicUrls urls) {
		return (clientId) -> urls.endpoint("/oauth2/register/" + clientId);
	}

	@Bean
	RegistrationPropertiesMapper mcpRegistrationPropertiesMapper(RegistrationProperties properties) {
		return new RegistrationPropertiesMapper(properties);
	}

	@Bean
	@ConditionalOnMissingBean
	RedirectUriPolicy mcpRedirectUriPolicy(McpOAuthPropertiesMapper mapper) {
		return mapper.asRedirectUriPolicy();
	}

	@Bean
	RegistrationRules mcpRegistrationRules(RedirectUriPolicy policy, ScopeCatalog scopes) {
		return new RegistrationRules(policy, () -> Scopes.of(scopes.supported()));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "mcp.oauth.registration.enabled", matchIfMissing = true)
	ClientRegistrationEndpoint mcpClientRegistrationEndpoint(ClientRegistrar registrar, RegistrationRules rules,
			RegistrationPropertiesMapper mapper, PublicUrls urls, OAuthEventPublisher events) {
		return new ClientRegistrationEndpoint(registrar, rules, mapper.asInitialAccessTokens(), uris(urls), events);
	}

}
