package io.github.mcpoauth.resource;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * Verifies tokens of several endpoints, each by rules of its own: a token for one of them
 * is none for another. Thread-safe.
 */
public final class ResourceTokenVerifier implements AccessTokenVerifier {

	private final Map<String, AccessTokenVerifier> byPath = new LinkedHashMap<>();

	private final AccessTokenVerifier first;

	/**
	 * Makes verifiers.
	 * @param resources the endpoints
	 * @param verifiers makes the verifier of an endpoint
	 */
	public ResourceTokenVerifier(ProtectedResources resources,
			Function<ProtectedResource, AccessTokenVerifier> verifiers) {
		resources.all().forEach((resource) -> this.byPath.put(resource.path(), verifiers.apply(resource)));
		this.first = forResource(resources.first());
	}

	/**
	 * Verifies a token for the first endpoint.
	 */
	@Override
	public Authentication verify(BearerTokenAuthenticationToken token) {
		return this.first.verify(token);
	}

	@Override
	public AccessTokenVerifier forResource(ProtectedResource resource) {
		return Objects.requireNonNull(this.byPath.get(resource.path()), "no such resource");
	}

}
