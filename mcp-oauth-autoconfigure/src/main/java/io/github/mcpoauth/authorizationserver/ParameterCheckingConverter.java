package io.github.mcpoauth.authorizationserver;

import java.util.Map;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.util.StringUtils;

import io.github.mcpoauth.authorizationserver.error.CheckedError;
import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.web.AuthorizationParameters;

/**
 * Refuses authorization requests that the platform would let pass, or of which it would
 * tell the person only. Whether the client may be told decides who answers, see
 * {@link AuthorizationResponseHandler}.
 */
final class ParameterCheckingConverter implements AuthenticationConverter {

	private static final Authentication NOBODY = new AnonymousAuthenticationToken("nobody", "nobody",
			AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));

	/** What the form of the consent page does not have. */
	private static final Set<String> REQUEST_ONLY = Set.of(OAuth2ParameterNames.RESPONSE_TYPE,
			OAuth2ParameterNames.REQUEST_URI, OAuth2ParameterNames.REDIRECT_URI, PkceParameterNames.CODE_CHALLENGE,
			PkceParameterNames.CODE_CHALLENGE_METHOD);

	private final AuthenticationConverter delegate;

	ParameterCheckingConverter(AuthenticationConverter delegate) {
		this.delegate = delegate;
	}

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		String clientId = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
		if (!isDecision(request) && StringUtils.hasText(clientId)) {
			check(request, clientId);
		}
		return this.delegate.convert(request);
	}

	/** Told from a request as the platform does. */
	private static boolean isDecision(HttpServletRequest request) {
		return request.getMethod().equals("POST")
				&& REQUEST_ONLY.stream().allMatch((name) -> request.getParameter(name) == null);
	}

	private static void check(HttpServletRequest request, String clientId) {
		String redirectUri = request.getParameter(OAuth2ParameterNames.REDIRECT_URI);
		if (!StringUtils.hasText(redirectUri)) {
			// The platform would take the client's only one, or look in vain for it
			throw new OAuth2AuthenticationException(
					new CheckedError(OAuthError.invalidRequest(Check.REDIRECT_URI, "The redirect_uri is missing")));
		}
		OAuthError problem = AuthorizationParameters.problem(request);
		if (problem != null) {
			throw new OAuth2AuthorizationCodeRequestAuthenticationException(new CheckedError(problem),
					new OAuth2AuthorizationCodeRequestAuthenticationToken(EndpointPaths.AUTHORIZE, clientId, NOBODY,
							redirectUri, request.getParameter(OAuth2ParameterNames.STATE), Set.of(), Map.of()));
		}
	}

}
