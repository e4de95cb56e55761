package io.github.mcpoauth.resource;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import io.github.mcpoauth.scope.ScopeAuthorities;

/**
 * A caller as an authentication tells of it. Claims are an issuer's words: one of an
 * unexpected type counts as missing.
 */
record AuthenticatedCaller(CallerIdentity identity, TokenKind tokenKind, Set<String> scopes, Map<String, Object> claims,
		@Nullable Object user) implements Caller {

	private static final AuthenticatedCaller NOBODY = new AuthenticatedCaller(CallerIdentity.NOBODY, TokenKind.NONE,
			Set.of(), Map.of(), null);

	AuthenticatedCaller {
		scopes = Collections.unmodifiableSet(scopes);
		claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
	}

	static AuthenticatedCaller of(Authentication authentication, @Nullable Object user) {
		CallerIdentity identity = CallerIdentity.of(authentication);
		if (identity.equals(CallerIdentity.NOBODY)) {
			return NOBODY;
		}
		return new AuthenticatedCaller(identity, kind(authentication),
				ScopeAuthorities.scopes(authentication.getAuthorities()), claims(authentication), user);
	}

	private static TokenKind kind(Authentication authentication) {
		if (authentication instanceof JwtAuthenticationToken) {
			return TokenKind.JWT;
		}
		if (authentication instanceof ApiKeyAuthentication) {
			return TokenKind.API_KEY;
		}
		return (authentication instanceof AbstractOAuth2TokenAuthenticationToken) ? TokenKind.OPAQUE : TokenKind.OTHER;
	}

	private static Map<String, Object> claims(Authentication authentication) {
		if (authentication instanceof AbstractOAuth2TokenAuthenticationToken<?> token) {
			return token.getTokenAttributes();
		}
		return (authentication.getPrincipal() instanceof OAuth2AuthenticatedPrincipal principal)
				? principal.getAttributes() : Map.of();
	}

	@Override
	public String subject() {
		return this.identity.subject();
	}

	@Override
	public @Nullable String issuer() {
		return this.identity.issuer().isEmpty() ? null : this.identity.issuer();
	}

	@Override
	public @Nullable String email() {
		return first("email");
	}

	/**
	 * Amazon Cognito writes the truth as a string.
	 */
	@Override
	public boolean isEmailVerified() {
		return email() != null && "true".equals(String.valueOf(this.claims.get("email_verified")));
	}

	@Override
	public @Nullable String name() {
		return (this.tokenKind == TokenKind.API_KEY) ? subject() : first("name", "preferred_username");
	}

	@Override
	public @Nullable String client() {
		return first("client_id", "azp", "appid", "cid");
	}

	@Override
	public <U> U user(Class<U> type) {
		if (this.user == null) {
			throw new IllegalStateException("The caller has no user of the application's own. "
					+ "It takes a UserMapper bean, and a caller who is somebody");
		}
		return type.cast(this.user);
	}

	private @Nullable String first(String... names) {
		return Stream.of(names)
			.map(this.claims::get)
			.filter((value) -> value instanceof String text && !text.isBlank())
			.map(String.class::cast)
			.findFirst()
			.orElse(null);
	}

	@Override
	public String toString() {
		return "Caller[subject=" + subject() + ", issuer=" + issuer() + ", tokenKind=" + this.tokenKind + "]";
	}

}
