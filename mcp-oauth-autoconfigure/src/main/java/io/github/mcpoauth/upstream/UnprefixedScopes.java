package io.github.mcpoauth.upstream;

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
				this.scopes.unprefix(claims);
			})
			.build();
	}

}
