package io.github.mcpoauth.facade;

import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.registration.ClientMetadata;

/**
 * The revocation endpoint: has the identity provider revoke its token. A refresh token of
 * another client is left alone, and that is not told. There is no event where the token
 * is no refresh token: providers say the same of tokens that they don't know.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7009#section-2.1">RFC 7009
 * section 2.1</a>
 */
final class RevocationEndpoint extends BackChannelEndpoint {

	private final FacadeComponents facade;

	RevocationEndpoint(FacadeComponents facade) {
		super(facade);
		this.facade = facade;
	}

	@Override
	Map<String, Object> answer(String clientId, ClientMetadata client, HttpServletRequest request)
			throws TokenRefusedException {
		String token = request.getParameter("token");
		if (token == null || token.isEmpty()) {
			throw TokenRefusedException.badRequest(OAuthError.invalidRequest(Check.PARAMETERS, "The token is missing"));
		}
		Optional<RefreshToken> refreshToken = RefreshToken.open(this.facade.sealedFields(), token);
		if (refreshToken.isEmpty()) {
			this.facade.upstream().revoke(token, "access_token");
		}
		else if (refreshToken.get().belongsTo(clientId)
				&& this.facade.upstream().revoke(refreshToken.get().upstreamToken(), "refresh_token")) {
			this.facade.events()
				.publish(FacadeEvents.revoked(FacadeEvents.client(clientId, client), refreshToken.get(),
						this.facade.resources().at(refreshToken.get().resource())));
		}
		return Map.of();
	}

}
