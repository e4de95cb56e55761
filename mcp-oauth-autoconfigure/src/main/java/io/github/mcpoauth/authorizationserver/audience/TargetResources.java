package io.github.mcpoauth.authorizationserver.audience;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.authorizationserver.registry.McpServer;
import io.github.mcpoauth.authorizationserver.registry.McpServerRegistry;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.resource.ProtectedResources;
import io.github.mcpoauth.scope.ScopeCatalog;

/**
 * All that tokens can be for: the endpoints of this application and the MCP servers of
 * the registry. Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8707#section-2">RFC 8707 section
 * 2</a>
 */
public final class TargetResources {

	private final ProtectedResources own;

	private final ScopeCatalog ownScopes;

	private final McpServerRegistry others;

	private final PublicUrls urls;

	/**
	 * Collects the resources.
	 * @param own the endpoints of this application; the first is meant where a client
	 * names none
	 * @param ownScopes their scopes
	 * @param others the servers elsewhere
	 * @param urls where this application is reached
	 */
	public TargetResources(ProtectedResources own, ScopeCatalog ownScopes, McpServerRegistry others, PublicUrls urls) {
		this.own = own;
		this.ownScopes = ownScopes;
		this.others = others;
		this.urls = urls;
	}

	/**
	 * The endpoint for clients that name none.
	 * @return the first one of this application
	 */
	public TargetResource first() {
		return TargetResource.of(this.own.first());
	}

	/**
	 * Finds the resource that a request is about.
	 * @param values the values of its {@code resource} parameter, or {@code null} if it
	 * is absent
	 * @return the resource, or {@code null} if there is no such one
	 */
	public @Nullable TargetResource requested(String @Nullable [] values) {
		ProtectedResource resource = this.own.requested(values);
		if (resource != null) {
			return TargetResource.of(resource);
		}
		return (values != null && values.length == 1) ? this.others.requestedBy(values[0]).map(this::of).orElse(null)
				: null;
	}

	private TargetResource of(McpServer server) {
		return TargetResource.of(server, this.urls);
	}

	/**
	 * Finds a resource by what its proxy calls it.
	 * @param name its identifier in the registry, or its URL
	 * @return the resource, or {@code null} if there is no such one
	 */
	public @Nullable TargetResource named(String name) {
		return this.others.withId(name).map(this::of).orElseGet(() -> requested(new String[] { name }));
	}

	/**
	 * Finds the resource that a URL is at or below.
	 * @param url an absolute URL
	 * @return the one with the longest path, or {@code null} if there is none
	 */
	public @Nullable TargetResource above(URI url) {
		return Stream.concat(this.own.all().stream().map(TargetResource::of), this.others.all().stream().map(this::of))
			.filter((resource) -> resource.identifier().isAbove(url))
			.max(Comparator.comparingInt((resource) -> resource.identifier().toString().length()))
			.orElse(null);
	}

	/**
	 * The answer to a request for another resource. The servers elsewhere are not listed:
	 * whoever asks need not know them.
	 */
	OAuthError unknown() {
		return this.own.unknown();
	}

	/**
	 * All scopes that clients may ask for, wherever.
	 * @return the scopes, this application's first
	 */
	public Scopes supportedScopes() {
		List<McpServer> servers = this.others.all();
		Scopes scopes = Scopes.of(this.ownScopes.supported());
		return servers.isEmpty() ? scopes
				: Scopes.of(Stream
					.concat(scopes.asSet().stream(), servers.stream().flatMap((server) -> server.scopes().stream()))
					.toList());
	}

}
