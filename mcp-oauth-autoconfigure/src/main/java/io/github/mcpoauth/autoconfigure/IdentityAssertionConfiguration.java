package io.github.mcpoauth.autoconfigure;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.authorizationserver.assertion.IdentityAssertions;
import io.github.mcpoauth.authorizationserver.assertion.TrustedIssuer;
import io.github.mcpoauth.authorizationserver.store.InMemoryUsedAssertionLog;
import io.github.mcpoauth.authorizationserver.store.UsedAssertionLog;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.store.StoreUnavailableException;

/**
 * Tokens for users whom an issuer vouches for.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentityAssertionProperties.class)
class IdentityAssertionConfiguration {

	/**
	 * With the store in memory, and beside an {@code AuthorizationStore} of the
	 * application's own.
	 */
	@Bean
	@ConditionalOnMissingBean
	UsedAssertionLog mcpMissingUsedAssertionLog() {
		return new InMemoryUsedAssertionLog();
	}

	@Bean
	IdentityAssertions mcpIdentityAssertions(IdentityAssertionProperties properties, UsedAssertionLog used,
			PublicUrls urls, ObjectProvider<HttpFetcher> fetcher, ObjectProvider<LoginUpstreams> logins) {
		IdentityAssertionPropertiesMapper mapper = new IdentityAssertionPropertiesMapper(properties);
		List<TrustedIssuer> issuers = properties.issuers().isEmpty() ? List.of()
				: mapper.asIssuers(fetcher.getObject(), upstreams(logins));
		if (!issuers.isEmpty()) {
			check(used);
		}
		return new IdentityAssertions(urls.issuer(), issuers, mapper.asMaxAge(), used, Clock.systemUTC());
	}

	private static Map<String, String> upstreams(ObjectProvider<LoginUpstreams> logins) {
		Map<String, String> upstreams = new HashMap<>();
		logins.ifAvailable((some) -> some.all()
			.forEach((upstream) -> upstreams.put(upstream.settings().issuer(), upstream.name())));
		return upstreams;
	}

	/**
	 * Tables that were made by hand before there were assertions lack one.
	 */
	private static void check(UsedAssertionLog used) {
		try {
			used.removeExpired(Instant.EPOCH, 1);
		}
		catch (StoreUnavailableException ex) {
			throw new McpOAuthConfigurationException("mcp.oauth.authorization-server.identity-assertions.issuers",
					"(set)", "used assertions can't be remembered: " + ex.getMessage(),
					"See that the store runs; for a database, create the table mcp_oauth_used_assertion, or set "
							+ "mcp.oauth.authorization-server.jdbc.initialize-schema=always");
		}
	}

}
