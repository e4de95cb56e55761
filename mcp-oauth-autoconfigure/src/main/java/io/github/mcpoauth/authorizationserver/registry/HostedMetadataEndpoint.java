package io.github.mcpoauth.authorizationserver.registry;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.metadata.MetadataDocument;
import io.github.mcpoauth.metadata.ProtectedResourceMetadata;
import io.github.mcpoauth.web.RequestPaths;

/**
 * The metadata of MCP servers elsewhere, for those that can't serve it themselves: they
 * name it in their challenge. Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9728#section-5.1">RFC 9728
 * section 5.1</a>
 */
public final class HostedMetadataEndpoint implements HttpRequestHandler {

	/** The paths of all documents. */
	public static final String PATHS = "/prm/*";

	private final McpServerRegistry registry;

	private final PublicUrls urls;

	/**
	 * Makes an endpoint.
	 * @param registry knows the servers
	 * @param urls where this application is reached
	 */
	public HostedMetadataEndpoint(McpServerRegistry registry, PublicUrls urls) {
		this.registry = registry;
		this.urls = urls;
	}

	/**
	 * Where the metadata of a server is.
	 * @param server the server
	 * @return the path below the context path
	 */
	public static String pathOf(McpServer server) {
		return "/prm/" + server.id();
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		String path = RequestPaths.of(request);
		Optional<McpServer> server = this.registry.withId(path.substring(path.lastIndexOf('/') + 1));
		if (server.isEmpty()) {
			response.setStatus(HttpStatus.NOT_FOUND.value());
			return;
		}
		Map<String, Object> members = ProtectedResourceMetadata.members(server.get().resource(),
				List.of(this.urls.issuer()), Scopes.of(server.get().scopes()), server.get().name());
		new MetadataDocument(() -> members, MetadataDocument.USUAL_MAX_AGE).handleRequest(request, response);
	}

}
