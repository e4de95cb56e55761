package io.github.mcpoauth.authorizationserver.store;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationProvider;

/**
 * Tries a refresh again that lost against another one with the same refresh token. While
 * repetition is tolerated, it then gets the same successor; otherwise the token is a used
 * one by now. Thread-safe.
 */
public final class RepeatableRefresh implements AuthenticationProvider {

	private static final int ATTEMPTS = 20;

	private final AuthenticationProvider refresh;

	private RepeatableRefresh(AuthenticationProvider refresh) {
		this.refresh = refresh;
	}

	/**
	 * Puts itself around the platform's provider.
	 * @param providers the providers of the token endpoint, to be changed
	 */
	public static void replaceIn(List<AuthenticationProvider> providers) {
		providers.replaceAll((provider) -> (provider instanceof OAuth2RefreshTokenAuthenticationProvider)
				? new RepeatableRefresh(provider) : provider);
	}

	@Override
	public @Nullable Authentication authenticate(Authentication authentication) {
		for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
			try {
				return this.refresh.authenticate(authentication);
			}
			catch (ConcurrentChangeException ex) {
				// Read again what the other request has written
			}
		}
		return this.refresh.authenticate(authentication);
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return this.refresh.supports(authentication);
	}

}
