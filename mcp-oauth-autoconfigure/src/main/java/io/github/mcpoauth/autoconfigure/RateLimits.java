package io.github.mcpoauth.autoconfigure;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.web.filter.CorsFilter;

import io.github.mcpoauth.authorizationserver.registry.ServerAdministrationEndpoint;
import io.github.mcpoauth.web.DispatchedPathMatcher;
import io.github.mcpoauth.web.FailureLimitFilter;
import io.github.mcpoauth.web.RateLimit;
import io.github.mcpoauth.web.RateLimiter;
import io.github.mcpoauth.web.RequestLimitFilter;

/**
 * Puts the limits into a security filter chain, and refuses values that can't be meant.
 */
final class RateLimits {

	private static final String PREFIX = "mcp.oauth.rate-limits.";

	private static final long MINUTES = 60;

	private final RateLimitProperties properties;

	private final RateLimiter limiter;

	RateLimits(RateLimitProperties properties, RateLimiter limiter) {
		this.properties = properties;
		this.limiter = limiter;
	}

	/**
	 * Limits what a chain does. To be called before the chain gets its endpoints, which
	 * answer where they stand; behind CORS, so that a page can read the answer.
	 */
	void applyTo(HttpSecurity http) {
		if (!this.properties.enabled()) {
			return;
		}
		long perMinute = checked("registrations-per-minute", this.properties.registrationsPerMinute(), 1);
		long perHour = checked("registrations-per-hour", this.properties.registrationsPerHour(), perMinute);
		long failures = checked("failed-authentications-per-minute", this.properties.failedAuthenticationsPerMinute(),
				1);
		http.addFilterAfter(new RequestLimitFilter(this.limiter, new RateLimit("registration", perMinute, perHour),
				new DispatchedPathMatcher("/oauth2/register", "/register")), CorsFilter.class);
		http.addFilterAfter(
				new FailureLimitFilter(this.limiter, new RateLimit("authentication", failures, failures * MINUTES),
						new DispatchedPathMatcher("/oauth2/token", "/token", "/oauth2/revoke", "/oauth2/introspect",
								"/oauth2/register", "/register", "/oauth2/register/*",
								ServerAdministrationEndpoint.PATH, ServerAdministrationEndpoint.PATH + "/*")),
				CorsFilter.class);
	}

	private static long checked(String name, long value, long least) {
		if (value < least) {
			throw new McpOAuthConfigurationException(PREFIX + name, value,
					(least == 1) ? "then it would never be allowed" : "it is less than is allowed in a minute",
					"Set at least " + least + ", or " + PREFIX + "enabled=false");
		}
		return value;
	}

}
