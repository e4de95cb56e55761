package io.github.mcpoauth.resource;

import java.util.List;
import java.util.Map;

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
			// A client may have an identifier that is also the name of a user
			String kind = isClient(token.getTokenAttributes()) ? "client" : "token";
			return new CallerIdentity(kind, (issuer != null) ? issuer.toString() : "", token.getName());
		}
		return new CallerIdentity(caller.getClass().getName(), "", caller.getName());
	}

	/**
	 * Whether a token is about a client and no person: then its subject is the client
	 * (RFC 9068 section 2.2). Entra ID and Auth0 have claims of their own for that.
	 */
	static boolean isClient(Map<String, Object> claims) {
		Object subject = claims.get("sub");
		return (subject != null && subject.equals(claims.get("client_id"))) || "app".equals(claims.get("idtyp"))
				|| "client-credentials".equals(claims.get("gty"));
	}

	List<String> parts() {
		return List.of(this.kind, this.issuer, this.subject);
	}

}
