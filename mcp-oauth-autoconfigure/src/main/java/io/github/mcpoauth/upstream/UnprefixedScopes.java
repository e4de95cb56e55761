package io.github.mcpoauth.upstream;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Takes the provider's prefix off the scopes of decoded tokens, so that they are those
 * that MCP clients and this application know. Cognito writes the prefix into its tokens;
 * Entra wants it in requests and leaves it out of tokens. Thread-safe.
 */
final class UnprefixedScopes implements JwtDecoder {

	private final JwtDecoder decoder;

	private final ProviderScopes scopes;

	UnprefixedScopes(JwtDecoder decoder, ProviderScopes scopes) {
		this.decoder = decoder;
		this.scopes = scopes;
	}

	@Override
	public Jwt decode(String token) throws JwtException {
		Jwt jwt = this.decoder.decode(token);
		return Jwt.withTokenValue(jwt.getTokenValue())
			.headers((headers) -> headers.putAll(jwt.getHeaders()))
			.claims((claims) -> {
				claims.putAll(jwt.getClaims());
				unprefix(claims);
			})
			.build();
	}

	private void unprefix(Map<String, Object> claims) {
		for (String name : List.of("scope", "scp")) {
			claims.computeIfPresent(name, (key, value) -> unprefixed(value));
		}
	}

	/**
	 * A claim that is neither text nor a list is left to those who read it.
	 */
	private Object unprefixed(Object claim) {
		if (claim instanceof String text) {
			return String.join(" ", List.of(text.split(" ")).stream().map(this.scopes::unprefixed).toList());
		}
		if (claim instanceof Collection<?> list) {
			return list.stream()
				.map((scope) -> (scope instanceof String text) ? this.scopes.unprefixed(text) : scope)
				.toList();
		}
		return claim;
	}

}
