package io.github.mcpoauth.registration;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Sha256;

/**
 * Who may register: everybody, or who has one of several tokens. Knows them by hashes.
 * Immutable.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7591#section-3">RFC 7591 section
 * 3</a>
 */
public final class InitialAccessTokens {

	private final List<String> hashes;

	/**
	 * Collects the tokens.
	 * @param tokens those that are accepted; none if everybody may register
	 */
	public InitialAccessTokens(Collection<String> tokens) {
		this.hashes = tokens.stream().map(Sha256::base64).toList();
	}

	boolean admit(@Nullable String token) {
		return this.hashes.isEmpty() || (token != null && Sha256.matches(this.hashes, token));
	}

}
