package io.github.mcpoauth.authorizationserver.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.JwtClientAssertionAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

import io.github.mcpoauth.authorizationserver.error.CheckedError;
import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.registration.ClientAssertions;

/**
 * Reads the assertion of a client. The platform's converter wants a {@code client_id}
 * beside it, which MCP clients don't send: the assertion names the client already.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7521#section-4.2">RFC 7521
 * section 4.2</a>
 */
final class ClientAssertionAuthenticationConverter implements AuthenticationConverter {

	private static final ClientAuthenticationMethod METHOD = new ClientAuthenticationMethod(ClientAssertions.TYPE);

	static void replaceIn(List<AuthenticationConverter> converters) {
		converters.replaceAll((converter) -> (converter instanceof JwtClientAssertionAuthenticationConverter)
				? new ClientAssertionAuthenticationConverter() : converter);
	}

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		String assertion = request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION);
		if (assertion == null) {
			return null;
		}
		String given = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
		String clientId = (given != null) ? given : ClientAssertions.claimedClientId(assertion);
		if (clientId == null || clientId.isEmpty()
				|| !ClientAssertions.TYPE.equals(request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION_TYPE))) {
			throw new OAuth2AuthenticationException(new CheckedError(OAuth2ErrorCodes.INVALID_CLIENT,
					"The client_assertion is not a JWT", Check.CLIENT_AUTHENTICATION));
		}
		Map<String, Object> parameters = new HashMap<>();
		request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
		return new OAuth2ClientAuthenticationToken(clientId, METHOD, assertion, parameters);
	}

}
