package io.github.mcpoauth.autoconfigure;

import java.time.Clock;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

import io.github.mcpoauth.jose.AccessTokenPolicy;
import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.GrantingVerifier;
import io.github.mcpoauth.resource.JwtAccessTokenVerifier;
import io.github.mcpoauth.resource.OpaqueAccessTokenVerifier;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.resource.TokenFormVerifier;
import io.github.mcpoauth.upstream.IssuerKeys;
import io.github.mcpoauth.upstream.ProviderTokens;
import io.github.mcpoauth.upstream.TokenIntrospection;
import io.github.mcpoauth.upstream.TokenIntrospections;
import io.github.mcpoauth.upstream.TokenVerification;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamSettings;
import io.github.mcpoauth.upstream.UpstreamTokenDecoders;

/**
 * Puts together what verifies the identity provider's tokens.
 */
final class UpstreamVerifier {

	private final McpOAuthPropertiesMapper mapper;

	private final UpstreamSettings settings;

	private final UpstreamMetadata metadata;

	private final IssuerKeys keys;

	private final HttpFetcher fetcher;

	UpstreamVerifier(McpOAuthPropertiesMapper mapper, UpstreamSettings settings, UpstreamMetadata metadata,
			IssuerKeys keys, HttpFetcher fetcher) {
		this.mapper = mapper;
		this.settings = settings;
		this.metadata = metadata;
		this.keys = keys;
		this.fetcher = fetcher;
	}

	AccessTokenVerifier create(ProtectedResource resource) {
		ProviderTokens tokens = this.settings.quirks().tokens();
		TokenVerification how = tokens.verification();
		this.mapper.checkTokenVerification(tokens);
		Set<String> audiences = tokens.audiences();
		AccessTokenPolicy policy = new AccessTokenPolicy(this.settings.tokenIssuer(),
				this.mapper.asAudience(resource.identifier(), audiences), Set.of(SignatureAlgorithm.values()),
				AccessTokenPolicy.DEFAULT_CLOCK_SKEW);
		AccessTokenVerifier verifier = verifier(how, policy, audiences, resource);
		return tokens.grantedScopes().isEmpty() ? verifier : new GrantingVerifier(verifier, tokens.grantedScopes());
	}

	private AccessTokenVerifier verifier(@Nullable TokenVerification how, AccessTokenPolicy policy,
			Set<String> audiences, ProtectedResource resource) {
		if (how == null) {
			AccessTokenVerifier jwts = jwts(policy, audiences, resource);
			return this.mapper.canIntrospect()
					? new TokenFormVerifier(jwts, opaque(TokenVerification.INTROSPECTION, policy)) : jwts;
		}
		return (how == TokenVerification.JWT) ? jwts(policy, audiences, resource) : opaque(how, policy);
	}

	private AccessTokenVerifier jwts(AccessTokenPolicy policy, Set<String> audiences, ProtectedResource resource) {
		return new JwtAccessTokenVerifier(UpstreamTokenDecoders.create(this.settings, this.keys, policy,
				this.mapper.asClientAudiences(audiences), resource.identifier()::isAudience));
	}

	private AccessTokenVerifier opaque(TokenVerification how, AccessTokenPolicy policy) {
		TokenIntrospection introspection = switch (how) {
			case USERINFO -> TokenIntrospections.userInfo(this.metadata, this.fetcher);
			case TOKENINFO -> TokenIntrospections.tokenInfo(this.metadata, this.fetcher);
			default ->
				TokenIntrospections.introspection(this.metadata, this.mapper.asUpstreamRegistration(), this.fetcher);
		};
		return new OpaqueAccessTokenVerifier(TokenIntrospections.withoutScopePrefix(this.settings, introspection),
				policy, Clock.systemUTC());
	}

}
