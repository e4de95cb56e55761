package io.github.mcpoauth.resource;

import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

import io.github.mcpoauth.jose.TokenDefect;

/**
 * Bearer tokens in {@code Authorization} headers, as {@link DefaultBearerTokenResolver}
 * reads them, but without its regular expression, which takes longer than to find the
 * token in the cache.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6750#section-2.1">RFC 6750
 * section 2.1</a>
 */
final class BearerCredentials {

	private static final String SCHEME = "Bearer";

	private static final boolean[] TOKEN_CHARACTERS = tokenCharacters();

	private BearerCredentials() {
	}

	/**
	 * The token in a header.
	 * @param authorization the value of the header
	 * @return the token, or {@code null} if the scheme is another one
	 * @throws RefusedTokenException if that is no token
	 */
	static @Nullable String token(String authorization) {
		if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			return null;
		}
		int start = SCHEME.length() + 1;
		if (authorization.length() <= start || authorization.charAt(SCHEME.length()) != ' '
				|| !isToken(authorization, start)) {
			throw new RefusedTokenException(TokenDefect.MALFORMED, "Bearer token is malformed");
		}
		return authorization.substring(start);
	}

	/** {@code 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="}. */
	private static boolean isToken(String text, int start) {
		int end = text.length();
		while (end > start && text.charAt(end - 1) == '=') {
			end--;
		}
		for (int i = start; i < end; i++) {
			if (!isTokenCharacter(text.charAt(i))) {
				return false;
			}
		}
		return end > start;
	}

	private static boolean isTokenCharacter(char character) {
		return character < TOKEN_CHARACTERS.length && TOKEN_CHARACTERS[character];
	}

	private static boolean[] tokenCharacters() {
		boolean[] characters = new boolean[128];
		"-._~+/".chars().forEach((character) -> characters[character] = true);
		IntStream.rangeClosed('0', '9').forEach((character) -> characters[character] = true);
		IntStream.rangeClosed('A', 'Z').forEach((character) -> characters[character] = true);
		IntStream.rangeClosed('a', 'z').forEach((character) -> characters[character] = true);
		return characters;
	}

}
