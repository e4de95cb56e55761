package io.github.mcpoauth.authorizationserver.assertion;

import java.io.Serial;
import java.util.Map;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;

import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;
import io.github.mcpoauth.authorizationserver.audience.TargetResource;

/**
 * A token request with an assertion. Its parameters are {@code resource} and
 * {@code scope}, where they were sent.
 */
final class AssertionGrantToken extends OAuth2AuthorizationGrantAuthenticationToken {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String assertion;

	AssertionGrantToken(Authentication client, String assertion, Map<String, Object> parameters) {
		super(AuthorizationGrantType.JWT_BEARER, client, parameters);
		this.assertion = assertion;
	}

	String assertion() {
		return this.assertion;
	}

	/** As one that was granted for a resource. */
	AssertionGrantToken grantedFor(TargetResource resource) {
		return new AssertionGrantToken((Authentication) getPrincipal(), "",
				Map.of(ResourceIndicators.PARAMETER, resource.identifier().toString()));
	}

}
