package io.github.mcpoauth.authorizationserver.registry;

import java.util.LinkedHashSet;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.github.mcpoauth.core.ResourceIdentifier;
import io.github.mcpoauth.jose.SealPurpose;
import io.github.mcpoauth.jose.Sealer;

/**
 * The form in which stores keep servers: sealed with the identifier, so that who can
 * write to the store can neither add a server nor give one the key of another.
 * Thread-safe.
 */
final class McpServerCodec {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Sealer sealer;

	McpServerCodec(Sealer sealer) {
		this.sealer = sealer;
	}

	String write(McpServer server) {
		return this.sealer.seal(SealPurpose.MCP_SERVER, JSON.writeValueAsBytes(new Content(server.id(), server.name(),
				server.resource().toString(), List.copyOf(server.scopes()), server.apiKeyHash())), null);
	}

	/**
	 * Reads a server.
	 * @return the server, or {@code null} if that was not written here for this
	 * identifier
	 */
	@Nullable McpServer read(String id, String sealed) {
		return this.sealer.open(SealPurpose.MCP_SERVER, sealed)
			.map((json) -> JSON.readValue(json, Content.class))
			.filter((content) -> content.id().equals(id))
			.map(Content::toServer)
			.orElse(null);
	}

	/**
	 * What is sealed. Members are never renamed: stores have what earlier versions of
	 * this library wrote.
	 */
	private record Content(String id, String name, String resource, List<String> scopes, @Nullable String apiKeyHash) {

		McpServer toServer() {
			return new McpServer(this.id, this.name, ResourceIdentifier.of(this.resource),
					new LinkedHashSet<>(this.scopes), this.apiKeyHash);
		}

	}

}
