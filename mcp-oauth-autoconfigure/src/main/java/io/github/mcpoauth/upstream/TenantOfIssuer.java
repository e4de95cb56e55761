package io.github.mcpoauth.upstream;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

import io.github.mcpoauth.jose.TokenDefect;
import io.github.mcpoauth.jose.TokenError;

/**
 * Refuses tokens whose {@code tid} is not the tenant in their {@code iss}, where the
 * issuer may be any tenant. Applications tell tenants apart by either of the two, and
 * must not be told of two different ones.
 *
 * @see <a href=
 * "https://learn.microsoft.com/en-us/entra/identity-platform/claims-validation">Secure
 * applications and APIs by validating claims</a>
 */
final class TenantOfIssuer implements OAuth2TokenValidator<Jwt> {

	private final IssuerPattern issuers;

	TenantOfIssuer(IssuerPattern issuers) {
		this.issuers = issuers;
	}

	@Override
	public OAuth2TokenValidatorResult validate(Jwt token) {
		String tenant = this.issuers.tenantOf(String.valueOf(token.getClaims().get("iss")));
		return (tenant == null || tenant.equals(token.getClaims().get("tid"))) ? OAuth2TokenValidatorResult.success()
				: OAuth2TokenValidatorResult
					.failure(new TokenError(TokenDefect.ISSUER, "The token's tenant is not that of its issuer (tid)"));
	}

}
