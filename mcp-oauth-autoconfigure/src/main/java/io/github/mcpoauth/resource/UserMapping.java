package io.github.mcpoauth.resource;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

import io.github.mcpoauth.core.Sha256;

/**
 * Asks a {@link UserMapper} once for each token that opens the endpoint. API keys and
 * authentications of the application's own count as one token for each name.
 */
public final class UserMapping implements McpEndpointSecurityCustomizer {

	private final UserMapper mapper;

	private final @Nullable SharedResults<Mapped> users;

	/**
	 * Makes a mapping.
	 * @param mapper knows the users
	 * @param settings of the cache of verified tokens; {@code null} if there is none, and
	 * the mapper is to be asked at each request
	 * @param clock tells which tokens have expired
	 */
	public UserMapping(UserMapper mapper, @Nullable TokenCacheSettings settings, Clock clock) {
		this.mapper = mapper;
		this.users = (settings != null) ? new SharedResults<>(settings, Mapped::expiry, clock) : null;
	}

	@Override
	public void customize(HttpSecurity http) {
		http.addFilterAfter(new UserMappingFilter(this), AuthorizationFilter.class);
	}

	Object userOf(Authentication authentication) {
		Caller caller = Caller.of(authentication);
		if (this.users == null) {
			return ask(caller);
		}
		return this.users
			.get(key(authentication), (known) -> true,
					() -> new Mapped(ask(caller), CachingAccessTokenVerifier.expiry(authentication)))
			.user();
	}

	private Object ask(Caller caller) {
		return Objects.requireNonNull(this.mapper.userOf(caller), "The UserMapper returned no user");
	}

	private static String key(Authentication authentication) {
		return (authentication instanceof AbstractOAuth2TokenAuthenticationToken<?> token)
				? Sha256.base64(token.getToken().getTokenValue())
				: String.join("\n", CallerIdentity.of(authentication).parts());
	}

	/**
	 * A user, and when the token expires.
	 */
	private record Mapped(Object user, @Nullable Instant expiry) {
	}

}
