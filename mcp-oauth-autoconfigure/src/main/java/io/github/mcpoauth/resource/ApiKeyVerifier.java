package io.github.mcpoauth.resource;

import java.time.Clock;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

import io.github.mcpoauth.jose.TokenDefect;

/**
 * Accepts API keys, and leaves what is none to another verifier. Keys are not cached, so
 * that a withdrawn one is refused at once. Thread-safe.
 */
final class ApiKeyVerifier implements AccessTokenVerifier {

	private final List<ApiKeyLookup> lookups;

	private final String prefix;

	private final AccessTokenVerifier others;

	private final Clock clock;

	private final TokenValidations validations;

	/**
	 * Makes a verifier.
	 * @param lookups who knows keys
	 * @param prefix how all keys start; empty if they have nothing in common. What starts
	 * so is a key; nothing else is, unless it came in the header for keys
	 * @param others verifies what is no key
	 * @param clock tells what has expired
	 * @param validations observes verifications
	 */
	ApiKeyVerifier(List<ApiKeyLookup> lookups, String prefix, AccessTokenVerifier others, Clock clock,
			TokenValidations validations) {
		this.lookups = List.copyOf(lookups);
		this.prefix = prefix;
		this.others = others;
		this.clock = clock;
		this.validations = validations;
	}

	@Override
	public Authentication verify(BearerTokenAuthenticationToken token) {
		if (isCertain(token)) {
			return this.validations.observe(Caller.TokenKind.API_KEY, () -> accept(find(token.getToken()), token));
		}
		ApiKey key = isPossible(token) ? find(token.getToken()) : null;
		return (key != null) ? this.validations.observe(Caller.TokenKind.API_KEY, () -> accept(key, token))
				: this.others.verify(token);
	}

	private Authentication accept(@Nullable ApiKey key, BearerTokenAuthenticationToken token) {
		if (key == null) {
			throw new RefusedTokenException(TokenDefect.UNKNOWN_API_KEY, "The API key is not known");
		}
		if (key.expiresAt() != null && !this.clock.instant().isBefore(key.expiresAt())) {
			throw new RefusedTokenException(TokenDefect.EXPIRED, "The API key has expired");
		}
		ApiKeyAuthentication caller = new ApiKeyAuthentication(key);
		caller.setDetails(token.getDetails());
		return caller;
	}

	private boolean isCertain(BearerTokenAuthenticationToken token) {
		return token instanceof ApiKeyToken || (!this.prefix.isEmpty() && token.getToken().startsWith(this.prefix));
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

}
