package io.github.mcpoauth.authorizationserver.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps servers until the process ends. Thread-safe.
 */
public final class InMemoryMcpServerStore implements McpServerStore {

	private final Map<String, McpServer> servers = new LinkedHashMap<>();

	@Override
	public synchronized Collection<McpServer> all() {
		return List.copyOf(new ArrayList<>(this.servers.values()));
	}

	@Override
	public synchronized boolean add(McpServer server) {
		boolean taken = this.servers.values()
			.stream()
			.anyMatch((known) -> known.id().equals(server.id()) || known.resource().equals(server.resource()));
		if (!taken) {
			this.servers.put(server.id(), server);
		}
		return !taken;
	}

	@Override
	public synchronized boolean remove(String id) {
		return this.servers.remove(id) != null;
	}

}
