package io.github.mcpoauth.authorizationserver.assertion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;

import io.github.mcpoauth.authorizationserver.user.UserNames;

/**
 * Makes the user whom an issuer vouches for: the same one as after a login there.
 */
final class AssertedUser {

	/** About the assertion, and not about the user. */
	private static final Set<String> OF_THE_GRANT = Set.of("aud", "exp", "nbf", "iat", "jti", "client_id", "resource",
			"scope");

	private AssertedUser() {
	}

	static Authentication of(VerifiedAssertion assertion) {
		Map<String, Object> attributes = new LinkedHashMap<>();
		assertion.jwt().getClaims().forEach((name, value) -> {
			// GitHub's are no other issuer's to give
			if (!OF_THE_GRANT.contains(name) && !name.startsWith("github_") && !name.startsWith("mcp_oauth_")) {
				attributes.put(name, value);
			}
		});
		String name = UserNames.of(assertion.issuer().issuer(), String.valueOf(assertion.jwt().getSubject()));
		attributes.put(UserNames.SUBJECT, name);
		if (assertion.issuer().upstream() != null) {
			// Whoever may not log in gets no tokens this way either
			attributes.put(UserNames.UPSTREAM, assertion.issuer().upstream());
		}
		List<GrantedAuthority> authorities = AuthorityUtils.createAuthorityList("OIDC_USER");
		return UsernamePasswordAuthenticationToken
			.authenticated(new DefaultOAuth2AuthenticatedPrincipal(name, attributes, authorities), null, authorities);
	}

}
