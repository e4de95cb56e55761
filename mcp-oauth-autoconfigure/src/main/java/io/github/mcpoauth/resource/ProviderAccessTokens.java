package io.github.mcpoauth.resource;

/**
 * Access tokens of the identity providers that callers have logged in at, for calls to
 * the APIs of these providers in the callers' names. For users who log in with the
 * embedded authorization server, at a provider with {@code login.keep-tokens}. The tokens
 * are kept and refreshed on the server; MCP clients never see them. Implementations are
 * thread-safe.
 */
public interface ProviderAccessTokens {

	/**
	 * The token of the caller of the request that this thread works for.
	 * @return the token
	 * @throws IllegalStateException if this thread works for no request
	 * @throws NoProviderAccessTokenException as below
	 * @throws io.github.mcpoauth.upstream.UpstreamRefusedException as below
	 * @throws io.github.mcpoauth.upstream.UpstreamUnavailableException as below
	 * @throws io.github.mcpoauth.store.StoreUnavailableException as below
	 */
	default ProviderAccessToken forCaller() {
		return of(Caller.current());
	}

	/**
	 * The token of a caller. One that is about to expire is refreshed before, once,
	 * however many ask for it on however many instances (RFC 6749 section 6).
	 * @param caller who has shown an access token of this server
	 * @return the token; the provider may have ended it already
	 * @throws NoProviderAccessTokenException if there is none: the caller logs in
	 * elsewhere, or has to log in again
	 * @throws io.github.mcpoauth.upstream.UpstreamRefusedException if the provider does
	 * not refresh it for another reason than that it has ended; it stays kept
	 * @throws io.github.mcpoauth.upstream.UpstreamUnavailableException if it has to be
	 * refreshed and the provider can't be asked; it stays kept
	 * @throws io.github.mcpoauth.store.StoreUnavailableException if the store can't be
	 * reached
	 */
	ProviderAccessToken of(Caller caller);

}
