package io.github.mcpoauth.autoconfigure;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

import io.github.mcpoauth.jose.TokenDefect;
import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.observability.ProviderSource;
import io.github.mcpoauth.resource.AccessTokenRoute;
import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.resource.RefusedTokenException;
import io.github.mcpoauth.resource.RoutingAccessTokenVerifier;
import io.github.mcpoauth.upstream.CachedUpstreamMetadata;
import io.github.mcpoauth.upstream.IntrospectionLimit;
import io.github.mcpoauth.upstream.IssuerKeys;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * The issuers besides the mode's own, and which resource accepts which.
 */
final class TokenIssuers {

	private static final AccessTokenVerifier NOBODY = (token) -> {
		throw new RefusedTokenException(TokenDefect.ISSUER, "The token is of no issuer that is accepted here");
	};

	private final McpOAuthPropertiesMapper mapper;

	private final Map<String, Issuer> issuers = new LinkedHashMap<>();

	TokenIssuers(McpOAuthPropertiesMapper mapper, ObjectProvider<HttpFetcher> fetcher, IntrospectionLimit limit,
			Clock clock) {
		this.mapper = mapper;
		mapper.asIssuers()
			.forEach((name, settings) -> this.issuers.put(name, issuer(settings, fetcher.getObject(), limit, clock)));
	}

	private static Issuer issuer(UpstreamSettings settings, HttpFetcher fetcher, IntrospectionLimit limit,
			Clock clock) {
		UpstreamMetadata metadata = new CachedUpstreamMetadata(settings, settings.usualEndpoints(), fetcher, clock,
				(clients) -> {
				});
		return new Issuer(settings, metadata, new IssuerKeys(metadata, fetcher, clock), fetcher, limit);
	}

	/**
	 * The verifier of a resource: its further issuers, and the mode's own behind them.
	 */
	AccessTokenVerifier before(ProtectedResource resource, MainIssuer main) {
		ResourceIssuers accepted = this.mapper.forResources().asIssuers(resource);
		Routes routes = new Routes(accepted.main() ? main : null);
		accepted.names().forEach((name) -> {
			Issuer issuer = this.issuers.get(name);
			if (issuer != null) {
				routes.add(name, issuer.of((settings) -> this.mapper.asIssuerTokens(name, settings, resource)),
						resource);
			}
		});
		return RoutingAccessTokenVerifier.of(routes.inOrder(), accepted.main() ? main.verifier() : NOBODY);
	}

	/**
	 * The issuers by name, for those who look after them.
	 */
	Map<String, ProviderSource> providers() {
		Map<String, ProviderSource> providers = new LinkedHashMap<>();
		this.issuers.forEach((name, issuer) -> providers.put(name,
				ProviderSources.ofTokens(issuer.settings(), issuer.metadata(), issuer.keys())));
		return providers;
	}

	/**
	 * Changes whenever one of the issuers has withdrawn a key.
	 */
	long withdrawals() {
		long withdrawals = 0;
		for (Issuer issuer : this.issuers.values()) {
			withdrawals += issuer.keys().withdrawals();
		}
		return withdrawals;
	}

	/**
	 * Whether that would have been noticed by now.
	 */
	boolean areUpToDate() {
		for (Issuer issuer : this.issuers.values()) {
			if (!issuer.keys().areUpToDate()) {
				return false;
			}
		}
		return true;
	}

	/**
	 * An issuer, whatever is accepted of it.
	 */
	private record Issuer(UpstreamSettings settings, UpstreamMetadata metadata, IssuerKeys keys, HttpFetcher fetcher,
			IntrospectionLimit limit) {

		TokenIssuer of(Function<UpstreamSettings, TokenIssuerSettings> accepted) {
			return new TokenIssuer(accepted.apply(this.settings), this.metadata, this.keys, this.fetcher, this.limit);
		}

	}

	/**
	 * The issuer of the mode.
	 *
	 * @param identifier the issuer identifier
	 * @param verifier verifies its tokens
	 * @param opaque whether that includes tokens that are no JWTs
	 * @param tokenPrefix how some of its tokens start that are nobody else's, or
	 * {@code null}
	 */
	record MainIssuer(String identifier, AccessTokenVerifier verifier, boolean opaque, @Nullable String tokenPrefix) {
	}

	/**
	 * Tokens by what they start with, then by their issuer, then all others.
	 */
	private static final class Routes {

		private final List<AccessTokenRoute> prefixes = new ArrayList<>();

		private final List<AccessTokenRoute> jwts = new ArrayList<>();

		private final List<AccessTokenRoute> others = new ArrayList<>();

		private final Set<String> identifiers = new HashSet<>();

		private boolean opaque;

		Routes(@Nullable MainIssuer main) {
			if (main != null) {
				this.identifiers.add(main.identifier());
				this.opaque = main.opaque();
				if (main.tokenPrefix() != null) {
					this.prefixes.add(AccessTokenRoute.ofPrefix(main.tokenPrefix(), main.verifier()));
				}
			}
		}

		void add(String name, TokenIssuer issuer, ProtectedResource resource) {
			AccessTokenVerifier verifier = issuer.verifier(resource);
			String prefix = issuer.settings().tokenPrefix();
			if (prefix != null) {
				this.prefixes.add(AccessTokenRoute.ofPrefix(prefix, verifier));
				return;
			}
			String identifier = issuer.settings().provider().issuer();
			if (!this.identifiers.add(identifier)) {
				throw new McpOAuthConfigurationException("mcp.oauth.issuers." + name + ".issuer-uri", identifier,
						"the same resource accepts tokens of that issuer already, and only one of the two would be "
								+ "asked about them",
						"Configure it once, or name in mcp.oauth.resources.<name>.issuers which one is meant");
			}
			this.jwts.add(AccessTokenRoute.ofIssuer(issuer.settings().policy().issuer(), verifier));
			if (issuer.knowsOpaqueTokens()) {
				if (this.opaque) {
					throw new McpOAuthConfigurationException("mcp.oauth.issuers." + name + ".token-prefix", null,
							"another issuer's tokens are no JWTs either, and nobody can tell them apart",
							"Set it to how the tokens of this issuer start, or mcp.oauth.issuers." + name
									+ ".token-verification=jwt if they are JWTs");
				}
				this.opaque = true;
				this.others.add(AccessTokenRoute.ofOpaqueTokens(verifier));
			}
		}

		List<AccessTokenRoute> inOrder() {
			List<AccessTokenRoute> all = new ArrayList<>(this.prefixes);
			all.addAll(this.jwts);
			all.addAll(this.others);
			return all;
		}

	}

}
