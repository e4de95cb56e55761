package io.github.mcpoauth.core;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * An ordered set of scope tokens. Immutable.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-3.3">RFC 6749
 * section 3.3</a>
 */
public final class Scopes {

	private static final Scopes NONE = new Scopes(new LinkedHashSet<>());

	private static final Set<String> OPENID = Set.of("openid", "profile", "email", "address", "phone",
			"offline_access");

	private final Set<String> tokens;

	private Scopes(LinkedHashSet<String> tokens) {
		this.tokens = Collections.unmodifiableSet(tokens);
	}

	public static Scopes none() {
		return NONE;
	}

	/**
	 * Collects scope tokens in their order, without duplicates.
	 * @param tokens the scope tokens
	 * @return the scopes
	 * @throws IllegalArgumentException if a token is empty or has a character that a
	 * scope token must not have: those could break out of a quoted challenge
	 */
	public static Scopes of(Collection<String> tokens) {
		LinkedHashSet<String> checked = new LinkedHashSet<>();
		for (String token : tokens) {
			if (!isToken(token)) {
				throw new IllegalArgumentException("not a scope token (RFC 6749 section 3.3)");
			}
			checked.add(token);
		}
		return checked.isEmpty() ? NONE : new Scopes(checked);
	}

	public static Scopes of(String... tokens) {
		return of(Arrays.asList(tokens));
	}

	/**
	 * Reads the value of a {@code scope} parameter.
	 * @param parameter tokens with single spaces between them; {@code null} and blank
	 * mean none
	 * @return the scopes
	 * @throws IllegalArgumentException if a token is not one
	 */
	public static Scopes parse(@Nullable String parameter) {
		return (parameter == null || parameter.isBlank()) ? NONE : of(parameter.trim().split(" +"));
	}

	/**
	 * Tells whether the text is one scope token.
	 * @param text the text
	 * @return whether it has one or more characters, all of them allowed
	 */
	public static boolean isToken(String text) {
		// No stream here nor wherever else each call comes by: it costs more than the
		// look
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c <= 0x20 || c >= 0x7f || c == '"' || c == '\\') {
				return false;
			}
		}
		return !text.isEmpty();
	}

	/**
	 * Tells whether a text is a scope that servers of this library can grant.
	 * @param text a text
	 * @return whether it is a scope token, and not {@code openid}: no ID tokens are
	 * issued
	 */
	public static boolean isGrantable(String text) {
		return isToken(text) && !text.equals("openid");
	}

	/**
	 * Tells whether a scope is one that OpenID Connect Core 1.0 defines (sections 5.4 and
	 * 11). Those belong to no API.
	 * @param token a scope token
	 * @return whether it is {@code openid}, {@code offline_access} or asks for claims of
	 * the user
	 */
	public static boolean isOpenId(String token) {
		return OPENID.contains(token);
	}

	public boolean isEmpty() {
		return this.tokens.isEmpty();
	}

	public boolean contains(String token) {
		return this.tokens.contains(token);
	}

	public boolean containsAll(Scopes others) {
		return this.tokens.containsAll(others.tokens);
	}

	public Scopes plus(Scopes others) {
		LinkedHashSet<String> union = new LinkedHashSet<>(this.tokens);
		union.addAll(others.tokens);
		return of(union);
	}

	public Scopes intersection(Scopes others) {
		LinkedHashSet<String> both = new LinkedHashSet<>(this.tokens);
		both.retainAll(others.tokens);
		return of(both);
	}

	/**
	 * The tokens in their order.
	 * @return an unmodifiable set
	 */
	public Set<String> asSet() {
		return this.tokens;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Scopes scopes && this.tokens.equals(scopes.tokens);
	}

	@Override
	public int hashCode() {
		return this.tokens.hashCode();
	}

	/**
	 * The value of a {@code scope} parameter.
	 * @return the tokens with single spaces between them
	 */
	@Override
	public String toString() {
		return String.join(" ", this.tokens);
	}

}
