package io.github.mcpoauth.scope;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which scopes there are. Replace this bean to have scopes of your own: from a database,
 * say, or with descriptions in another language. Implementations are thread-safe and
 * fast, for they are asked on every request; every scope is a scope token of RFC 6749
 * section 3.3.
 */
public interface ScopeCatalog {

	/**
	 * The scopes without which no MCP request is answered. They are what the protected
	 * resource metadata names.
	 * @return the scopes in the order to name them; empty if a valid token is enough
	 */
	Set<String> required();

	/**
	 * The scopes that a login should ask for: what the challenge of a 401 names, and what
	 * a client gets that asks for none. More than the required ones are for clients that
	 * can't ask for them later.
	 * @return the scopes in the order to name them, the required ones included; those are
	 * the default
	 */
	default Set<String> requestedAtLogin() {
		return required();
	}

	/**
	 * All scopes that clients may ask for, the required ones included. They are what the
	 * authorization server metadata names.
	 * @return the scopes in the order to name them
	 */
	Set<String> supported();

	/**
	 * What a scope allows, for the consent page.
	 * @param scope a supported scope
	 * @return words for a person, or {@code null} if there are none and the scope itself
	 * has to do
	 */
	@Nullable String describe(String scope);

}
