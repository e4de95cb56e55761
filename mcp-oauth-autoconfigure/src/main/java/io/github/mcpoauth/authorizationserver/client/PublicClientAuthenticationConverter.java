package io.github.mcpoauth.authorizationserver.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.util.StringUtils;

/**
 * Reads the identifier of a public client from a request to the token or the revocation
 * endpoint. The platform's converter does so only beside a {@code code_verifier}, so
 * there public clients can neither refresh nor revoke, and a code without its verifier
 * gets a wrong answer.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-3.2.1">RFC 6749
 * section 3.2.1</a>
 */
final class PublicClientAuthenticationConverter implements AuthenticationConverter {

	static void replaceIn(List<AuthenticationConverter> converters) {
		converters.replaceAll(
				(converter) -> isPlatformOne(converter) ? new PublicClientAuthenticationConverter() : converter);
	}

	private static boolean isPlatformOne(AuthenticationConverter converter) {
		return converter instanceof org.springframework.security.oauth2.server.authorization.web.authentication.PublicClientAuthenticationConverter;
	}

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		String clientId = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
		if (!StringUtils.hasText(clientId)) {
			return null;
		}
		Map<String, Object> parameters = new HashMap<>();
		request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
		parameters.remove(OAuth2ParameterNames.CLIENT_ID);
		return new OAuth2ClientAuthenticationToken(clientId, ClientAuthenticationMethod.NONE, null, parameters);
	}

}
