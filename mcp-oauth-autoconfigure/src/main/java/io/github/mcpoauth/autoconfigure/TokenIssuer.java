package io.github.mcpoauth.autoconfigure;

import java.time.Clock;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.resource.AccessTokenRoute;
import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.GrantingVerifier;
import io.github.mcpoauth.resource.JwtAccessTokenVerifier;
import io.github.mcpoauth.resource.OpaqueAccessTokenVerifier;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.resource.RoutingAccessTokenVerifier;
import io.github.mcpoauth.upstream.IntrospectionCredentials;
import io.github.mcpoauth.upstream.IntrospectionLimit;
import io.github.mcpoauth.upstream.IssuerKeys;
import io.github.mcpoauth.upstream.ProviderTokens;
import io.github.mcpoauth.upstream.TokenIntrospection;
import io.github.mcpoauth.upstream.TokenIntrospections;
import io.github.mcpoauth.upstream.TokenVerification;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamTokenDecoders;

/**
 * Puts together what verifies the tokens of one issuer.
 *
 * @param settings the issuer and what is accepted of it
 * @param metadata where its endpoints are
 * @param keys what it signs with
 * @param fetcher what to ask it with
 * @param limit how many tokens it is asked about at the same time
 */
record TokenIssuer(TokenIssuerSettings settings, UpstreamMetadata metadata, IssuerKeys keys, HttpFetcher fetcher,
		IntrospectionLimit limit) {

	AccessTokenVerifier verifier(ProtectedResource resource) {
		ProviderTokens tokens = this.settings.provider().quirks().tokens();
		AccessTokenVerifier verifier = verifier(tokens.verification(), resource);
		return tokens.grantedScopes().isEmpty() ? verifier : new GrantingVerifier(verifier, tokens.grantedScopes());
	}

	/**
	 * Whether tokens that are no JWTs can be verified.
	 */
	boolean knowsOpaqueTokens() {
		TokenVerification how = this.settings.provider().quirks().tokens().verification();
		return (how != null) ? how != TokenVerification.JWT : this.settings.credentials() != null;
	}

	private AccessTokenVerifier verifier(@Nullable TokenVerification how, ProtectedResource resource) {
		if (how == null && this.settings.credentials() != null) {
			// What only looks like a JWT is refused by its signature: nobody can make
			// this
			// server ask about it
			AccessTokenVerifier opaque = opaque(introspection(this.settings.credentials()));
			return RoutingAccessTokenVerifier.of(List.of(AccessTokenRoute.ofOpaqueTokens(opaque)), jwts(resource));
		}
		if (how == null || how == TokenVerification.JWT) {
			return jwts(resource);
		}
		return opaque(switch (how) {
			case USERINFO -> TokenIntrospections.userInfo(this.metadata, this.fetcher);
			case TOKENINFO -> TokenIntrospections.tokenInfo(this.metadata, this.fetcher);
			default -> introspection(this.settings.credentials());
		});
	}

	private TokenIntrospection introspection(@Nullable IntrospectionCredentials credentials) {
		if (credentials == null) {
			throw new IllegalStateException("Refused when the properties were mapped");
		}
		return TokenIntrospections.introspection(this.metadata, credentials, this.fetcher);
	}

	private AccessTokenVerifier jwts(ProtectedResource resource) {
		return new JwtAccessTokenVerifier(UpstreamTokenDecoders.create(this.settings.provider(), this.keys,
				this.settings.policy(), this.settings.clientAudiences(), resource.identifier()::isAudience));
	}

	private AccessTokenVerifier opaque(TokenIntrospection introspection) {
		return new OpaqueAccessTokenVerifier(
				TokenIntrospections.of(this.settings.provider(), this.limit.of(introspection)), this.settings.policy(),
				Clock.systemUTC());
	}

}
