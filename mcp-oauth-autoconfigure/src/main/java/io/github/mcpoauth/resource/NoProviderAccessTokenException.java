package io.github.mcpoauth.resource;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * There is no access token of a provider for a caller. The message says why, and holds no
 * secret.
 */
public final class NoProviderAccessTokenException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final @Nullable String loginUrl;

	/**
	 * Says why.
	 * @param message why; without tokens
	 * @param loginUrl where the caller can log in to have one, or {@code null}
	 */
	public NoProviderAccessTokenException(String message, @Nullable String loginUrl) {
		super(message);
		this.loginUrl = loginUrl;
	}

	/**
	 * Where the caller can log in, in a browser, to have one from then on.
	 * @return an absolute URL of this server, or {@code null} if a login would not help,
	 * since the caller is no user of a provider whose tokens are kept
	 */
	public @Nullable String loginUrl() {
		return this.loginUrl;
	}

}
