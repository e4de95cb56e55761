package io.github.mcpoauth.resource;

import java.time.Clock;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * Accepts API keys, and leaves what is none to another verifier. Keys are not cached, so
 * that a withdrawn one is refused at once. Thread-safe.
 */
final class ApiKeyVerifier implements AccessTokenVerifier {

	private final List<ApiKeyLookup> lookups;

	private final String prefix;

	private final AccessTokenVerifier others;

	private final Clock clock;

	/**
	 * Makes a verifier.
	 * @param lookups who knows keys
	 * @param prefix how all keys start; empty if they have nothing in common. What starts
	 * so is a key; nothing else is, unless it came in the header for keys
	 * @param others verifies what is no key
	 * @param clock tells what has expired
	 */
	ApiKeyVerifier(List<ApiKeyLookup> lookups, String prefix, AccessTokenVerifier others, Clock clock) {
		this.lookups = List.copyOf(lookups);
		this.prefix = prefix;
		this.others = others;
		this.clock = clock;
	}

	@Override
	public Authentication verify(BearerTokenAuthenticationToken token) {
		boolean certain = token instanceof ApiKeyToken
				|| (!this.prefix.isEmpty() && token.getToken().startsWith(this.prefix));
		ApiKey key = (certain || isPossible(token)) ? find(token.getToken()) : null;
		if (key == null) {
			if (certain) {
				throw refused("The API key is not known");
			}
			return this.others.verify(token);
		}
		if (key.expiresAt() != null && !this.clock.instant().isBefore(key.expiresAt())) {
			throw refused("The API key has expired");
		}
		ApiKeyAuthentication caller = new ApiKeyAuthentication(key);
		caller.setDetails(token.getDetails());
		return caller;
	}

	/**
	 * Whoever comes with a JWT must not cost a look at the keys.
	 */
	private boolean isPossible(BearerTokenAuthenticationToken token) {
		return this.prefix.isEmpty() && !JwtForm.matches(token.getToken());
	}

	private @Nullable ApiKey find(String key) {
		return this.lookups.stream()
			.map((lookup) -> lookup.find(key))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private static OAuth2AuthenticationException refused(String reason) {
		return new OAuth2AuthenticationException(BearerTokenErrors.invalidToken(reason));
	}

}
