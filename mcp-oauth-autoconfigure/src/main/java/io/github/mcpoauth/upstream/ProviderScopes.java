package io.github.mcpoauth.upstream;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Scopes;

/**
 * Translates scopes between the MCP client and the provider. Immutable.
 */
final class ProviderScopes {

	private final ProviderQuirks quirks;

	ProviderScopes(ProviderQuirks quirks) {
		this.quirks = quirks;
	}

	/**
	 * What to ask the provider for in an authorization request.
	 */
	Set<String> toProvider(Set<String> requested) {
		LinkedHashSet<String> scopes = new LinkedHashSet<>(this.quirks.scopes());
		Set<String> translated = translate(requested);
		scopes.addAll(translated);
		if (translated.stream().allMatch(Scopes::isOpenId)) {
			this.quirks.defaultScopes().forEach((scope) -> scopes.add(prefixed(scope)));
		}
		return scopes;
	}

	/**
	 * What to ask for when refreshing: nothing that was not asked for before. Who needs a
	 * default where nothing else is asked for needs it here, too.
	 */
	Set<String> toRefresh(Set<String> granted) {
		Set<String> translated = translate(granted);
		boolean needsDefault = translated.stream().allMatch(Scopes::isOpenId) && !this.quirks.defaultScopes().isEmpty();
		return needsDefault ? toProvider(granted) : translated;
	}

	private Set<String> translate(Set<String> requested) {
		LinkedHashSet<String> scopes = new LinkedHashSet<>();
		for (String scope : requested) {
			if (!isWithheld(scope)) {
				scopes.add(prefixed(scope));
			}
		}
		return scopes;
	}

	private boolean isWithheld(String scope) {
		Set<String> withheld = this.quirks.withheldScopes();
		return withheld.contains(scope) || (withheld.contains(ProviderQuirks.ALL_OTHERS) && !Scopes.isOpenId(scope)
				&& !this.quirks.scopes().contains(scope) && !isUrl(scope));
	}

	private String prefixed(String scope) {
		return (Scopes.isOpenId(scope) || isUrl(scope)) ? scope : this.quirks.scopePrefix() + scope;
	}

	private static boolean isUrl(String scope) {
		return scope.contains("://");
	}

	/**
	 * What the provider granted, without what was asked for on this server's own behalf.
	 */
	Set<String> toClient(@Nullable String granted, Set<String> requested) {
		if (granted == null || granted.isBlank()) {
			return new LinkedHashSet<>(requested);
		}
		LinkedHashSet<String> scopes = new LinkedHashSet<>();
		for (String token : granted.strip().split(" +")) {
			String scope = unprefixed(token);
			if (Scopes.isToken(scope) && (requested.contains(scope) || !this.quirks.scopes().contains(scope))) {
				scopes.add(scope);
			}
		}
		return scopes;
	}

	/**
	 * A scope of the provider's in the words of the MCP client.
	 */
	String unprefixed(String scope) {
		String prefix = this.quirks.scopePrefix();
		return (!prefix.isEmpty() && scope.startsWith(prefix) && scope.length() > prefix.length())
				? scope.substring(prefix.length()) : scope;
	}

	/**
	 * Takes the prefix from the scopes of a token.
	 * @param claims its claims, to be changed
	 */
	void unprefix(Map<String, ? super Object> claims) {
		for (String name : List.of("scope", "scp")) {
			claims.computeIfPresent(name, (key, value) -> withoutPrefix(value));
		}
	}

	/**
	 * A claim that is neither text nor a list is left to those who read it.
	 */
	private Object withoutPrefix(Object claim) {
		if (claim instanceof String text) {
			return String.join(" ", List.of(text.split(" ")).stream().map(this::unprefixed).toList());
		}
		if (claim instanceof Collection<?> list) {
			return list.stream().map((scope) -> (scope instanceof String text) ? unprefixed(text) : scope).toList();
		}
		return claim;
	}

}
