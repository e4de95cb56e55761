package io.github.mcpoauth.upstream;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * How a provider differs from what the specifications say, as plain data. Immutable.
 *
 * @param resource the {@code resource} parameter of RFC 8707
 * @param audience the {@code audience} parameter of the authorization request that some
 * providers had before RFC 8707
 * @param scopePrefix what stands before the scopes of an API at this provider; empty if
 * nothing does
 * @param defaultScopes what to ask for where the MCP client names no scope of the API
 * @param scopes what to ask for always
 * @param withheldScopes what the provider is never asked for; {@code *} stands for all
 * scopes but those of OpenID Connect and those that are URLs
 * @param authorizationParameters additional parameters of the authorization request
 * @param pkce whether to send a code challenge
 * @param sendsIssuer whether authorization responses carry {@code iss}; {@code null} if
 * the provider's metadata says so
 * @param tokens what its access tokens are like
 */
public record ProviderQuirks(TargetParameter resource, TargetParameter audience, String scopePrefix,
		Set<String> defaultScopes, Set<String> scopes, Set<String> withheldScopes,
		Map<String, String> authorizationParameters, boolean pkce, @Nullable Boolean sendsIssuer,
		ProviderTokens tokens) {

	static final String ALL_OTHERS = "*";

	public ProviderQuirks {
		defaultScopes = Set.copyOf(defaultScopes);
		// In their order, in which some providers show them
		scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
		withheldScopes = Set.copyOf(withheldScopes);
		authorizationParameters = Map.copyOf(authorizationParameters);
	}

}
