package io.github.mcpoauth.authorizationserver.introspection;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;

import io.github.mcpoauth.store.StoreUnavailableException;
import io.github.mcpoauth.upstream.TokenIntrospection;
import io.github.mcpoauth.upstream.UpstreamUnavailableException;

/**
 * Introspection of this server's own access tokens, without a request. Thread-safe.
 */
public final class OwnTokenIntrospection implements TokenIntrospection {

	private final IssuedTokens tokens;

	/**
	 * Makes an introspection.
	 * @param tokens looks tokens up
	 */
	public OwnTokenIntrospection(IssuedTokens tokens) {
		this.tokens = tokens;
	}

	@Override
	public Map<String, @Nullable Object> introspect(String token) {
		IssuedToken issued = find(token);
		if (issued == null) {
			throw new BadOpaqueTokenException("The token has expired, was revoked, or was not issued here");
		}
		return new LinkedHashMap<>(issued.asJson());
	}

	private @Nullable IssuedToken find(String token) {
		try {
			return this.tokens.findAccessToken(token);
		}
		catch (StoreUnavailableException ex) {
			throw new UpstreamUnavailableException(String.valueOf(ex.getMessage()), ex);
		}
	}

}
