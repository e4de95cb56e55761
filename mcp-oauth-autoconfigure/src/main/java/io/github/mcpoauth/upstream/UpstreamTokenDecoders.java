package io.github.mcpoauth.upstream;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.security.oauth2.jwt.JwtDecoder;

import io.github.mcpoauth.jose.AccessTokenDecoders;
import io.github.mcpoauth.jose.AccessTokenPolicy;

/**
 * Makes the decoder that verifies a provider's access tokens: by a policy, as all access
 * tokens are, and by what has to be looked at in tokens of a provider that has other
 * clients, other tokens and perhaps other tenants.
 */
public final class UpstreamTokenDecoders {

	private UpstreamTokenDecoders() {
	}

	/**
	 * Makes a decoder.
	 * @param settings which provider
	 * @param keys its keys
	 * @param policy what to accept
	 * @param clientAudiences accepted audiences that ID tokens have as well
	 * @param resource audiences that no ID token has
	 * @return a thread-safe decoder. It throws {@code BadJwtException} where the token is
	 * to blame, and another {@code JwtException} where the keys can't be had. The scopes
	 * of its tokens are without the provider's prefix.
	 */
	public static JwtDecoder create(UpstreamSettings settings, JWKSource<SecurityContext> keys,
			AccessTokenPolicy policy, Set<String> clientAudiences, Predicate<String> resource) {
		JwtDecoder decoder = AccessTokenDecoders.create(keys, policy,
				List.of(new AccessTokensOnly(clientAudiences, resource), new TenantOfIssuer(settings.tokenIssuers())));
		return settings.quirks().scopePrefix().isEmpty() ? decoder
				: new UnprefixedScopes(decoder, new ProviderScopes(settings.quirks()));
	}

}
