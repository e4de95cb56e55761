package io.github.mcpoauth.registration;

import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Scopes;

/**
 * What clients may register, be it for the first time or instead of what they had.
 *
 * @param redirectUris which redirect URIs may be registered
 * @param scopes the scopes that there are at the moment
 */
public record RegistrationRules(RedirectUriPolicy redirectUris, Supplier<Scopes> scopes) {

	ClientRegistrationRequest parse(Map<String, @Nullable Object> members) throws ClientRegistrationException {
		return ClientRegistrationRequest.parse(members, this.redirectUris, this.scopes.get());
	}

}
