package io.github.mcpoauth.facade;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.jose.SealPurpose;

/**
 * An authorization code: the identity provider's code and what its redemption is bound
 * to. It is good once because the provider's code is.
 *
 * @param upstreamCode the provider's code
 * @param upstreamVerifier this server's own verifier towards the provider
 * @param client the hash of the client identifier
 * @param redirectUri the hash of the redirect URI
 * @param codeChallenge the client's S256 challenge
 * @param scopes what the client asked for
 * @param resource the path of the endpoint that it asked for
 */
record AuthorizationCode(String upstreamCode, String upstreamVerifier, String client, String redirectUri,
		String codeChallenge, Scopes scopes, String resource) {

	private static final Duration LIFETIME = Duration.ofSeconds(60);

	static AuthorizationCode of(UpstreamLogin login, String upstreamCode) {
		AuthorizationRequest request = login.request();
		return new AuthorizationCode(upstreamCode, login.codeVerifier(), Fingerprint.of(request.clientId()),
				Fingerprint.of(request.redirectUri()), request.codeChallenge(), request.scopes(), request.resource());
	}

	String seal(SealedFields fields) {
		return fields.seal(SealPurpose.CODE, LIFETIME, List.of(this.upstreamCode, this.upstreamVerifier, this.client,
				this.redirectUri, this.codeChallenge, this.scopes.toString(), this.resource));
	}

	static Optional<AuthorizationCode> open(SealedFields fields, @Nullable String code) {
		return fields.open(SealPurpose.CODE, code, 7)
			.map((values) -> new AuthorizationCode(values.get(0), values.get(1), values.get(2), values.get(3),
					values.get(4), Scopes.parse(values.get(5)), values.get(6)));
	}

	@Override
	public String toString() {
		return "AuthorizationCode[scopes=" + this.scopes + "]";
	}

}
