package io.github.mcpoauth.upstream;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * How a provider's access tokens differ from JWTs that name the issuer and the resource,
 * as plain data. Immutable.
 *
 * @param audiences their {@code aud} values, besides the resource
 * @param issuers their {@code iss} values, besides the issuer; they may have the
 * placeholder {@code {tenantid}}
 * @param verification how they are verified; {@code null} for JWTs by their signature and
 * others by introspection, where that is possible
 * @param grantedScopes what everybody may do who has a valid one, besides what it says
 */
public record ProviderTokens(Set<String> audiences, Set<String> issuers, @Nullable TokenVerification verification,
		Set<String> grantedScopes) {

	/** Nothing differs. */
	public static final ProviderTokens USUAL = new ProviderTokens(Set.of(), Set.of(), null, Set.of());

	public ProviderTokens {
		audiences = Set.copyOf(audiences);
		issuers = Set.copyOf(issuers);
		grantedScopes = Set.copyOf(grantedScopes);
	}

}
