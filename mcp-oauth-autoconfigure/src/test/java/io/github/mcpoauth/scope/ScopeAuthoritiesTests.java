package io.github.mcpoauth.scope;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which of a caller's authorities are scopes: nothing else may be taken for one.
 */
class ScopeAuthoritiesTests {

	@Test
	void scopesWhenAuthoritiesAreNoScopesThenLeftOut() {
		List<GrantedAuthority> authorities = AuthorityUtils.createAuthorityList("SCOPE_write", "ROLE_admin",
				"FACTOR_BEARER", "scope_delete", "PREFIXread", "SCOPE_read");
		assertThat(ScopeAuthorities.scopes(authorities)).containsExactly("read", "write");
	}

	@Test
	void scopesWhenAnAuthorityHasNoNameThenLeftOut() {
		assertThat(ScopeAuthorities.scopes(List.of(() -> null, ScopeAuthorities.of("read")))).containsExactly("read");
	}

}
