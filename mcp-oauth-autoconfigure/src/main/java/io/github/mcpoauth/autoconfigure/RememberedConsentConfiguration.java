package io.github.mcpoauth.autoconfigure;

import java.time.Clock;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;

import io.github.mcpoauth.authorizationserver.RememberedConsents;
import io.github.mcpoauth.authorizationserver.store.ConsentStore;
import io.github.mcpoauth.authorizationserver.store.UserAuthorizations;
import io.github.mcpoauth.jose.Sealer;

/**
 * What people have approved of, and where they see it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsentProperties.class)
class RememberedConsentConfiguration {

	@Bean
	RememberedConsents mcpRememberedConsents(ConsentStore store, Sealer sealer, ConsentProperties properties) {
		Duration timeToLive = properties.consentTimeToLive();
		if (timeToLive.isNegative() || (!timeToLive.isZero() && timeToLive.toSeconds() < 1)) {
			throw new McpOAuthConfigurationException("mcp.oauth.authorization-server.consent-time-to-live", timeToLive,
					"nothing could be remembered so long", "Set how long approvals are remembered, such as 30d, or 0");
		}
		return new RememberedConsents(store, sealer, Clock.systemUTC(), timeToLive);
	}

	@Bean
	AccountPageGrants mcpAccountPageGrants(OAuth2AuthorizationService authorizations, ConsentProperties properties) {
		boolean findable = properties.accountPage() && authorizations instanceof UserAuthorizations;
		return new AccountPageGrants(findable ? (UserAuthorizations) authorizations : null);
	}

	/**
	 * What the account page shows.
	 *
	 * @param authorizations the grants, or {@code null} if there is no such page, since
	 * it is off or the grants can't be found
	 */
	record AccountPageGrants(@Nullable UserAuthorizations authorizations) {
	}

}
