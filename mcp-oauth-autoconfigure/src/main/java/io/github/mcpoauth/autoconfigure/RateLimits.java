package io.github.mcpoauth.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.web.filter.CorsFilter;

import io.github.mcpoauth.authorizationserver.registry.ServerAdministrationEndpoint;
import io.github.mcpoauth.web.DispatchedPathMatcher;
import io.github.mcpoauth.web.FailureLimitFilter;
import io.github.mcpoauth.web.LimitedRequests;
import io.github.mcpoauth.web.RateLimit;
import io.github.mcpoauth.web.RateLimiter;
import io.github.mcpoauth.web.RequestLimitFilter;

/**
 * Puts the limits into a security filter chain.
 */
final class RateLimits {

	private static final DispatchedPathMatcher REGISTRATION = new DispatchedPathMatcher("/oauth2/register",
			"/register");

	private static final DispatchedPathMatcher AUTHORIZATION = new DispatchedPathMatcher("/oauth2/authorize",
			"/authorize");

	private static final DispatchedPathMatcher TOKEN = new DispatchedPathMatcher("/oauth2/token", "/token");

	private static final DispatchedPathMatcher REVOCATION = new DispatchedPathMatcher("/oauth2/revoke");

	private static final DispatchedPathMatcher AUTHENTICATED = new DispatchedPathMatcher("/oauth2/token", "/token",
			"/oauth2/revoke", "/oauth2/introspect", "/oauth2/register", "/register", "/oauth2/register/*",
			ServerAdministrationEndpoint.PATH, ServerAdministrationEndpoint.PATH + "/*");

	private final RateLimitPropertiesMapper mapper;

	private final RateLimiter limiter;

	RateLimits(RateLimitPropertiesMapper mapper, RateLimiter limiter) {
		this.mapper = mapper;
		this.limiter = limiter;
	}

	/**
	 * Limits what a chain does. To be called before the chain gets its endpoints, which
	 * answer where they stand; behind CORS, so that a page can read the answer.
	 */
	void applyTo(HttpSecurity http) {
		if (!this.mapper.isEnabled()) {
			return;
		}
		http.addFilterAfter(new RequestLimitFilter(this.limiter, requests()), CorsFilter.class);
		RateLimit failures = this.mapper.asFailedAuthentications();
		if (failures != null) {
			http.addFilterAfter(new FailureLimitFilter(this.limiter, failures, AUTHENTICATED), CorsFilter.class);
		}
	}

	private List<LimitedRequests> requests() {
		List<LimitedRequests> limited = new ArrayList<>();
		add(limited, "registrations", REGISTRATION, new Rates(this.mapper.asRegistrations(), null));
		add(limited, "authorization requests", AUTHORIZATION, this.mapper.asAuthorizations());
		add(limited, "token requests", TOKEN, this.mapper.asTokenRequests());
		add(limited, "revocation requests", REVOCATION, this.mapper.asRevocations());
		return limited;
	}

	private static void add(List<LimitedRequests> limited, String what, DispatchedPathMatcher paths, Rates rates) {
		if (rates.perAddress() != null || rates.perClient() != null) {
			boolean page = paths == AUTHORIZATION;
			limited.add(new LimitedRequests(what, paths, page ? Set.of("GET", "POST") : Set.of("POST"), page,
					rates.perAddress(), rates.perClient()));
		}
	}

	/**
	 * The limits of one kind of requests.
	 */
	record Rates(@Nullable RateLimit perAddress, @Nullable RateLimit perClient) {
	}

}
