package io.github.mcpoauth.authorizationserver.audience;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

import io.github.mcpoauth.authorizationserver.error.CheckedError;
import io.github.mcpoauth.core.OAuthError;

/**
 * Which {@code resource} a client may ask a token for, in the platform's words.
 * Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8707#section-2">RFC 8707 section
 * 2</a>
 */
public final class ResourceIndicators {

	/** The parameter of authorization and token requests. */
	public static final String PARAMETER = "resource";

	private final TargetResources resources;

	/**
	 * Makes rules.
	 * @param resources the resources that there are
	 */
	public ResourceIndicators(TargetResources resources) {
		this.resources = resources;
	}

	/**
	 * Checks the parameter.
	 * @param values its value, several of them, or {@code null} if it is absent
	 * @return what is wrong, or {@code null} if nothing is
	 */
	@Nullable OAuth2Error check(@Nullable Object values) {
		return (requested(values) != null) ? null : unknown();
	}

	/**
	 * Finds the resource that a request names.
	 * @param values the value of its parameter, several of them, or {@code null} if it is
	 * absent
	 * @return the resource, or {@code null} if there is no such one
	 */
	public @Nullable TargetResource requested(@Nullable Object values) {
		return this.resources.requested((values instanceof String value) ? new String[] { value } : (String[]) values);
	}

	/**
	 * Finds the resource of an authorization request that was checked.
	 * @param authorized the request
	 * @return the resource
	 * @throws OAuth2AuthenticationException if it is gone by now: {@code invalid_target}
	 */
	public TargetResource of(OAuth2AuthorizationRequest authorized) {
		return required(authorized.getAdditionalParameters().get(PARAMETER));
	}

	/**
	 * The resource of a request that follows from no authorization request.
	 * @param values the value of its parameter, several of them, or {@code null} if it is
	 * absent
	 * @return the resource
	 * @throws OAuth2AuthenticationException if there is no such one:
	 * {@code invalid_target}
	 */
	public TargetResource required(@Nullable Object values) {
		TargetResource resource = requested(values);
		if (resource == null) {
			throw new OAuth2AuthenticationException(unknown());
		}
		return resource;
	}

	/**
	 * The error for a token request that names another resource than was granted.
	 * @param granted what was granted
	 * @return {@code invalid_target}
	 */
	public OAuth2Error notGranted(TargetResource granted) {
		return new CheckedError(OAuthError.invalidTarget("The grant is for " + granted.identifier()));
	}

	/**
	 * The error for a request that names no resource of these.
	 * @return {@code invalid_target}
	 */
	public OAuth2Error unknown() {
		return new CheckedError(this.resources.unknown());
	}

}
