package io.github.mcpoauth.resource;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

import io.github.mcpoauth.core.Scopes;

/**
 * Scopes as the platform has them among a caller's authorities.
 */
final class ScopeAuthorities {

	private static final String PREFIX = "SCOPE_";

	private ScopeAuthorities() {
	}

	static GrantedAuthority of(String scope) {
		return new SimpleGrantedAuthority(PREFIX + scope);
	}

	/**
	 * The scopes among authorities, sorted: those of a token are in no order.
	 */
	static Set<String> scopes(Collection<? extends GrantedAuthority> authorities) {
		return authorities.stream()
			.map(GrantedAuthority::getAuthority)
			.filter((name) -> name != null && name.startsWith(PREFIX))
			.map((name) -> name.substring(PREFIX.length()))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Whether all scopes are among the authorities.
	 */
	static boolean contain(Collection<? extends GrantedAuthority> authorities, Scopes needed) {
		Set<String> names = authorities.stream().map(GrantedAuthority::getAuthority).collect(Collectors.toSet());
		return needed.asSet().stream().allMatch((scope) -> names.contains(PREFIX + scope));
	}

}
