package io.github.mcpoauth.resource;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

/**
 * What makes a caller the same one in another request, with another token. A subject is
 * only unique at its issuer (RFC 9068 section 2.2).
 *
 * @param kind how the caller showed who it is
 * @param issuer who says so; empty if it is this application
 * @param subject the name there
 */
record CallerIdentity(String kind, String issuer, String subject) {

	static final CallerIdentity NOBODY = new CallerIdentity("", "", "");

	static CallerIdentity of(@Nullable Authentication caller) {
		if (caller == null || !caller.isAuthenticated() || caller instanceof AnonymousAuthenticationToken) {
			return NOBODY;
		}
		if (caller instanceof AbstractOAuth2TokenAuthenticationToken<?> token) {
			Object issuer = token.getTokenAttributes().get("iss");
			return new CallerIdentity("token", (issuer != null) ? issuer.toString() : "", token.getName());
		}
		return new CallerIdentity(caller.getClass().getName(), "", caller.getName());
	}

	List<String> parts() {
		return List.of(this.kind, this.issuer, this.subject);
	}

}
