package io.github.mcpoauth.resource;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionAuthenticatedPrincipal;

import io.github.mcpoauth.jose.AccessTokenPolicy;
import io.github.mcpoauth.jose.TokenDefect;
import io.github.mcpoauth.scope.ScopeAuthorities;
import io.github.mcpoauth.upstream.RefusedOpaqueTokenException;
import io.github.mcpoauth.upstream.TokenIntrospection;
import io.github.mcpoauth.upstream.UpstreamUnavailableException;

/**
 * Verifies tokens by asking their issuer, who says more than it checks: whom a token is
 * for and until when it may be used is for the resource to look at. Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7662#section-4">RFC 7662 section
 * 4</a>
 */
public final class OpaqueAccessTokenVerifier implements AccessTokenVerifier {

	private final TokenIntrospection introspection;

	private final AccessTokenPolicy policy;

	private final Clock clock;

	private final OpaqueTokenAuthenticationProvider provider = new OpaqueTokenAuthenticationProvider(this::introspect);

	/**
	 * Makes a verifier.
	 * @param introspection asks the issuer
	 * @param policy which issuer and which audience a token may name; an issuer may leave
	 * out its own name, and an expiry
	 * @param clock tells what has expired
	 */
	public OpaqueAccessTokenVerifier(TokenIntrospection introspection, AccessTokenPolicy policy, Clock clock) {
		this.introspection = introspection;
		this.policy = policy;
		this.clock = clock;
	}

	@Override
	public Authentication verify(BearerTokenAuthenticationToken token) {
		try {
			return Objects.requireNonNull(this.provider.authenticate(token));
		}
		catch (OAuth2AuthenticationException ex) {
			throw (ex.getCause() instanceof BadOpaqueTokenException bad)
					? new RefusedTokenException(RefusedOpaqueTokenException.defectOf(bad),
							BearerTokenErrors.invalidToken(String.valueOf(bad.getMessage())), bad)
					: ex;
		}
		catch (UpstreamUnavailableException ex) {
			throw new AuthenticationServiceException(ex.getMessage(), ex);
		}
	}

	private OAuth2IntrospectionAuthenticatedPrincipal introspect(String token) {
		IntrospectedClaims claims = new IntrospectedClaims(this.introspection.introspect(token));
		check(claims);
		List<GrantedAuthority> authorities = claims.scopes().stream().map(ScopeAuthorities::of).toList();
		return new OAuth2IntrospectionAuthenticatedPrincipal(claims.subject(), claims.attributes(), authorities);
	}

	private void check(IntrospectedClaims claims) {
		Instant expiry = claims.expiry();
		if (expiry != null && !expiry.isAfter(this.clock.instant().minus(this.policy.clockSkew()))) {
			throw new RefusedOpaqueTokenException(TokenDefect.EXPIRED, "The token has expired");
		}
		if (claims.issuer() != null && !this.policy.issuer().test(claims.issuer())) {
			throw new RefusedOpaqueTokenException(TokenDefect.ISSUER, "The token is another issuer's (iss)");
		}
		if (!this.policy.audience().accepts(claims.audience())) {
			throw new RefusedOpaqueTokenException(TokenDefect.AUDIENCE,
					"The token was not issued for this resource (aud)");
		}
	}

}
