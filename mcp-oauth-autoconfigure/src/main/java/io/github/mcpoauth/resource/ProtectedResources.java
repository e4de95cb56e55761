package io.github.mcpoauth.resource;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.OAuthError;

/**
 * The MCP endpoints of this application. Immutable.
 *
 * @param all the endpoints; the first is meant where a client names none
 */
public record ProtectedResources(List<ProtectedResource> all) {

	public ProtectedResources {
		all = List.copyOf(all);
	}

	/**
	 * The endpoint for clients that name none, such as those of MCP 2025-03-26.
	 */
	public ProtectedResource first() {
		return this.all.get(0);
	}

	/**
	 * Finds the endpoint that a request is about.
	 * @param values the values of its {@code resource} parameter, or {@code null} if it
	 * is absent
	 * @return the endpoint, or {@code null} if there is no such one; then
	 * {@link #unknown()} is the answer
	 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8707#section-2">RFC 8707
	 * section 2</a>
	 */
	public @Nullable ProtectedResource requested(String @Nullable [] values) {
		if (values == null) {
			return first();
		}
		return (values.length == 1) ? this.all.stream()
			.filter((resource) -> resource.identifier().isRequestedBy(values[0]))
			.findFirst()
			.orElse(null) : null;
	}

	/**
	 * Finds an endpoint by its path.
	 * @param path the path
	 * @return the endpoint, or {@code null} if there is none, or none any more
	 */
	public @Nullable ProtectedResource at(String path) {
		return this.all.stream().filter((resource) -> resource.path().equals(path)).findFirst().orElse(null);
	}

	/**
	 * The answer to a request for another resource.
	 */
	public OAuthError unknown() {
		String identifiers = this.all.stream()
			.map((resource) -> resource.identifier().toString())
			.collect(Collectors.joining(", "));
		return OAuthError.invalidTarget((this.all.size() == 1) ? "The resource of this server is " + identifiers
				: "The resources of this server are " + identifiers);
	}

}
