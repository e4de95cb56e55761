package io.github.mcpoauth.upstream;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.net.HttpFetcher;

/**
 * The ways to ask an identity provider about a token that is not a JWT.
 */
public final class TokenIntrospections {

	private TokenIntrospections() {
	}

	/**
	 * Asks the introspection endpoint.
	 * @param metadata where the endpoint is
	 * @param credentials who asks
	 * @param fetcher what to ask with
	 * @return the introspection
	 */
	public static TokenIntrospection introspection(UpstreamMetadata metadata, IntrospectionCredentials credentials,
			HttpFetcher fetcher) {
		return new IntrospectionEndpoint(metadata, credentials, fetcher);
	}

	/**
	 * Completes what a provider says: its prefix is taken from the scopes, and its name
	 * is added where it leaves that out, because a subject is only unique at its issuer.
	 * @param settings which provider
	 * @param introspection what to ask
	 * @return the introspection
	 */
	public static TokenIntrospection of(UpstreamSettings settings, TokenIntrospection introspection) {
		ProviderScopes scopes = new ProviderScopes(settings.quirks());
		// Where the issuer may be any tenant, nobody but the provider knows which it is
		boolean single = settings.tokenIssuer().test(settings.issuer());
		return (token) -> {
			Map<String, @Nullable Object> claims = new LinkedHashMap<>(introspection.introspect(token));
			scopes.unprefix(claims);
			if (single) {
				claims.putIfAbsent("iss", settings.issuer());
			}
			return claims;
		};
	}

	/**
	 * Presents the token to the UserInfo endpoint.
	 * @param metadata where the endpoint is
	 * @param fetcher what to ask with
	 * @return the introspection
	 */
	public static TokenIntrospection userInfo(UpstreamMetadata metadata, HttpFetcher fetcher) {
		return UserInfoEndpoint.userInfo(metadata::userInfo, fetcher);
	}

	/**
	 * Presents the token to Google's {@code tokeninfo}, in the place of an introspection
	 * endpoint.
	 * @param metadata where the endpoint is
	 * @param fetcher what to ask with
	 * @return the introspection
	 */
	public static TokenIntrospection tokenInfo(UpstreamMetadata metadata, HttpFetcher fetcher) {
		return UserInfoEndpoint.tokenInfo(metadata::introspection, fetcher);
	}

}
