package io.github.mcpoauth.upstream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.mcpoauth.net.HttpFetcher;

/**
 * Exchanges a user's access token at the provider for one that is meant for another
 * service, as the one client that is registered there. Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8693#section-2.1">RFC 8693
 * section 2.1</a>
 */
public final class TokenExchange {

	private static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:token-exchange";

	private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

	private final UpstreamMetadata metadata;

	private final TokenEndpoint tokenEndpoint;

	/**
	 * Makes an exchange; nothing is fetched yet.
	 * @param registration which client this server is
	 * @param metadata where the provider's endpoints are
	 * @param fetcher what to ask with
	 */
	public TokenExchange(UpstreamRegistration registration, UpstreamMetadata metadata, HttpFetcher fetcher) {
		this.metadata = metadata;
		this.tokenEndpoint = new TokenEndpoint(registration, fetcher);
	}

	/**
	 * Asks for a token.
	 * @param subjectToken an access token of this provider's
	 * @param audience the service, by the name that the provider knows it by
	 * @param scopes what the token is to allow there, as the provider spells it; none
	 * leaves it to the provider
	 * @return the tokens
	 * @throws UpstreamRefusedException if the provider refuses; the error says why
	 * @throws UpstreamUnavailableException if it can't be asked, or does not accept this
	 * server as its client
	 */
	public UpstreamTokens exchange(String subjectToken, String audience, Set<String> scopes)
			throws UpstreamRefusedException, UpstreamUnavailableException {
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("grant_type", GRANT_TYPE);
		parameters.put("subject_token", subjectToken);
		parameters.put("subject_token_type", ACCESS_TOKEN);
		parameters.put("requested_token_type", ACCESS_TOKEN);
		parameters.put("audience", audience);
		if (!scopes.isEmpty()) {
			parameters.put("scope", String.join(" ", scopes));
		}
		return this.tokenEndpoint.tokens(this.metadata.endpoints(), parameters);
	}

}
