package io.github.mcpoauth.authorizationserver.store;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationProvider;

import io.github.mcpoauth.core.Sha256;

/**
 * Tries a refresh again that lost against another one with the same refresh token. While
 * repetition is tolerated, it then gets the same answer; otherwise the token is a used
 * one by now. Thread-safe.
 */
public final class RepeatableRefresh implements AuthenticationProvider {

	/** Each that is lost is another request's success, so few need more than two. */
	private static final int ATTEMPTS = 20;

	/** Not {@code invalid_grant}, for which the client would throw a good token away. */
	private static final OAuth2Error BUSY = new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE,
			"The refresh token is being used by too many requests at once; try again", null);

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

	/**
	 * Tells whether a refresh token was used before, and what was answered then is
	 * answered again.
	 * @param authorization an authorization as the service of this package found it
	 * @return {@code false} as well for one of another service
	 */
	public static boolean isRepetition(OAuth2Authorization authorization) {
		OAuth2Authorization.Token<OAuth2RefreshToken> refreshToken = authorization.getRefreshToken();
		Revision.Rotated rotated = Revision.of(authorization).rotated();
		return refreshToken != null && rotated != null
				&& rotated.hash().equals(Sha256.base64(refreshToken.getToken().getTokenValue()));
	}

	@Override
	public @Nullable Authentication authenticate(Authentication authentication) {
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			try {
				return this.refresh.authenticate(authentication);
			}
			catch (ConcurrentChangeException ex) {
				// Read again what the other request has written
			}
		}
		throw new OAuth2AuthenticationException(BUSY);
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return this.refresh.supports(authentication);
	}

}
