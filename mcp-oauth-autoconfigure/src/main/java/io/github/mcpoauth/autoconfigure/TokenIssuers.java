package io.github.mcpoauth.autoconfigure;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;

import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.resource.AccessTokenRoute;
import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.resource.RoutingAccessTokenVerifier;
import io.github.mcpoauth.upstream.CachedUpstreamMetadata;
import io.github.mcpoauth.upstream.IssuerKeys;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * The issuers besides the mode's own.
 */
final class TokenIssuers {

	private final ProtectedResource resource;

	private final Map<String, TokenIssuer> issuers = new LinkedHashMap<>();

	TokenIssuers(Map<String, TokenIssuerSettings> settings, ProtectedResource resource,
			ObjectProvider<HttpFetcher> fetcher) {
		this.resource = resource;
		settings.forEach((name, issuer) -> this.issuers.put(name, issuer(issuer, fetcher.getObject())));
	}

	private static TokenIssuer issuer(TokenIssuerSettings settings, HttpFetcher fetcher) {
		UpstreamSettings provider = settings.provider();
		UpstreamMetadata metadata = new CachedUpstreamMetadata(provider, provider.usualEndpoints(), fetcher,
				Clock.systemUTC(), (clients) -> {
				});
		return new TokenIssuer(settings, metadata, new IssuerKeys(metadata, fetcher), fetcher);
	}

	/**
	 * Puts these issuers before the mode's own.
	 * @param own verifies tokens of the mode's issuer
	 * @param ownIsOpaque whether that includes tokens that are no JWTs
	 */
	AccessTokenVerifier before(AccessTokenVerifier own, boolean ownIsOpaque) {
		List<AccessTokenRoute> prefixes = new ArrayList<>();
		List<AccessTokenRoute> jwts = new ArrayList<>();
		List<AccessTokenRoute> opaque = new ArrayList<>();
		this.issuers.forEach((name, issuer) -> {
			AccessTokenVerifier verifier = issuer.verifier(this.resource);
			String prefix = issuer.settings().tokenPrefix();
			if (prefix != null) {
				prefixes.add(AccessTokenRoute.ofPrefix(prefix, verifier));
				return;
			}
			jwts.add(AccessTokenRoute.ofIssuer(issuer.settings().policy().issuer(), verifier));
			if (issuer.knowsOpaqueTokens()) {
				checkOneKnowsOpaqueTokens(name, ownIsOpaque || !opaque.isEmpty());
				opaque.add(AccessTokenRoute.ofOpaqueTokens(verifier));
			}
		});
		prefixes.addAll(jwts);
		prefixes.addAll(opaque);
		return RoutingAccessTokenVerifier.of(prefixes, own);
	}

	private static void checkOneKnowsOpaqueTokens(String name, boolean another) {
		if (another) {
			throw new McpOAuthConfigurationException("mcp.oauth.issuers." + name + ".token-prefix", null,
					"another issuer's tokens are no JWTs either, and nobody can tell them apart",
					"Set it to how the tokens of this issuer start, or mcp.oauth.issuers." + name
							+ ".token-verification=jwt if they are JWTs");
		}
	}

	/**
	 * Changes whenever one of the issuers has withdrawn a key.
	 */
	long withdrawals() {
		return this.issuers.values().stream().mapToLong((issuer) -> issuer.keys().withdrawals()).sum();
	}

}
