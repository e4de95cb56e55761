package io.github.mcpoauth.upstream;

import java.net.URI;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Talks to the identity provider as the one client that is registered there, and in the
 * way that this provider wants it. Implementations are thread-safe, and neither keep nor
 * log codes, tokens and secrets.
 */
public interface UpstreamClient {

	/**
	 * Redeems an authorization code.
	 * @param code the provider's code
	 * @param codeVerifier the verifier of the challenge in the authorization request
	 * @param redirectUri the redirect URI of the authorization request
	 * @param resource the protected resource
	 * @return the tokens
	 * @throws UpstreamRefusedException if the provider refuses, for instance because the
	 * code was redeemed before
	 * @throws UpstreamUnavailableException if it can't be asked; whether the code was
	 * used up is then unknown
	 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-4.1.3">RFC 6749
	 * section 4.1.3</a>
	 */
	UpstreamTokens redeem(String code, String codeVerifier, String redirectUri, String resource)
			throws UpstreamRefusedException, UpstreamUnavailableException;

	/**
	 * Refreshes an access token.
	 * @param refreshToken the provider's refresh token
	 * @param scopes the scopes to ask for, in the words of the MCP client; none means
	 * those granted before
	 * @param resource the protected resource
	 * @return the tokens; without a refresh token, the one used remains valid
	 * @throws UpstreamRefusedException if the provider refuses
	 * @throws UpstreamUnavailableException if it can't be asked
	 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-6">RFC 6749
	 * section 6</a>
	 */
	UpstreamTokens refresh(String refreshToken, Set<String> scopes, String resource)
			throws UpstreamRefusedException, UpstreamUnavailableException;

	/**
	 * Revokes a token. Where the provider has no revocation endpoint nothing happens, as
	 * with a token that it does not know.
	 * @param token the provider's token
	 * @param tokenTypeHint which kind of token it is, if that is known
	 * @return whether there is somebody to ask
	 * @throws UpstreamUnavailableException if the provider can't be asked
	 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7009#section-2">RFC 7009
	 * section 2</a>
	 */
	boolean revoke(String token, @Nullable String tokenTypeHint) throws UpstreamUnavailableException;

	/**
	 * The authorization request to send a browser to the provider with.
	 * @param redirectUri this server's callback, as it is registered at the provider
	 * @param state the state
	 * @param codeChallenge an S256 challenge of this server's own (RFC 7636 section 4.2)
	 * @param scopes what the MCP client asks for, in its words
	 * @param resource the protected resource
	 * @return the URL
	 * @throws UpstreamUnavailableException if the endpoint was never known
	 */
	URI authorizationRequest(String redirectUri, String state, String codeChallenge, Set<String> scopes,
			String resource) throws UpstreamUnavailableException;

	/**
	 * The granted scopes in the words of the MCP client.
	 * @param upstreamScope what the provider says it granted, if it says so
	 * @param requested what the MCP client had asked for
	 * @return scopes without the provider's prefix; those requested where the provider
	 * says nothing (RFC 6749 section 5.1)
	 */
	Set<String> clientScopes(@Nullable String upstreamScope, Set<String> requested);

	/**
	 * Tells whether an authorization response came from the provider.
	 * @param iss its {@code iss} parameter; it may only be absent if the provider does
	 * not announce it
	 * @return whether the response may be used
	 * @throws UpstreamUnavailableException if what the provider announces was never known
	 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9207#section-2.4">RFC 9207
	 * section 2.4</a>
	 */
	boolean isIssuer(@Nullable String iss) throws UpstreamUnavailableException;

}
