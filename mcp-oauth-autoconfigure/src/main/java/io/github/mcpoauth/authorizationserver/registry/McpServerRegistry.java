package io.github.mcpoauth.authorizationserver.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.log.LogMessage;

import io.github.mcpoauth.core.ResourceIdentifier;
import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.store.StoreUnavailableException;

/**
 * All MCP servers elsewhere, whoever knows them. They are remembered for some seconds, so
 * that a login or a token costs no question to a store, and for as long as the store does
 * not answer. Thread-safe.
 */
public final class McpServerRegistry {

	private static final Log logger = LogFactory.getLog(McpServerRegistry.class);

	private static final Duration REMEMBERED = Duration.ofSeconds(5);

	private final List<McpServers> sources;

	private final Predicate<ResourceIdentifier> own;

	private final Clock clock;

	private final ReentrantLock reading = new ReentrantLock();

	private volatile Snapshot snapshot = new Snapshot(List.of(), Instant.MIN);

	/**
	 * Makes a registry.
	 * @param sources who knows servers, in the order in which they count
	 * @param own the resources of this application, which are no other server's
	 * @param clock tells what is too old
	 */
	public McpServerRegistry(List<McpServers> sources, Predicate<ResourceIdentifier> own, Clock clock) {
		this.sources = List.copyOf(sources);
		this.own = own;
		this.clock = clock;
	}

	/**
	 * All servers.
	 * @return the servers, as they were some seconds ago at the earliest
	 */
	public List<McpServer> all() {
		Snapshot last = this.snapshot;
		if (this.sources.isEmpty() || this.clock.instant().isBefore(last.until())) {
			return last.servers();
		}
		return read(last);
	}

	private List<McpServer> read(Snapshot last) {
		this.reading.lock();
		try {
			return this.snapshot.equals(last) ? readAlone(last) : this.snapshot.servers();
		}
		finally {
			this.reading.unlock();
		}
	}

	private List<McpServer> readAlone(Snapshot last) {
		List<McpServer> servers = last.servers();
		try {
			servers = current();
		}
		catch (StoreUnavailableException ex) {
			if (last.until().equals(Instant.MIN)) {
				throw ex;
			}
			logger.warn(LogMessage.format("The MCP servers are those of before: %s", ex.getMessage()));
		}
		this.snapshot = new Snapshot(servers, this.clock.instant().plus(REMEMBERED));
		return servers;
	}

	private List<McpServer> current() {
		List<McpServer> servers = new ArrayList<>();
		Set<Object> taken = new HashSet<>();
		for (McpServers source : this.sources) {
			for (McpServer server : source.all()) {
				if (!this.own.test(server.resource()) && !taken.contains(server.resource()) && taken.add(server.id())) {
					taken.add(server.resource());
					servers.add(server);
				}
			}
		}
		return List.copyOf(servers);
	}

	/**
	 * Reads anew what was just changed here.
	 */
	void changed() {
		this.snapshot = new Snapshot(this.snapshot.servers(), this.clock.instant());
	}

	/**
	 * Tells whether there can be any server at all.
	 * @return whether anybody knows servers, even if there are none at the moment
	 */
	public boolean isUsed() {
		return !this.sources.isEmpty();
	}

	/**
	 * Tells whether a resource is somebody's, here or elsewhere.
	 */
	boolean has(ResourceIdentifier resource) {
		return this.own.test(resource) || all().stream().anyMatch((server) -> server.resource().equals(resource));
	}

	/**
	 * Finds a server by its identifier.
	 * @param id the identifier
	 * @return the server
	 */
	public Optional<McpServer> withId(String id) {
		return all().stream().filter((server) -> server.id().equals(id)).findFirst();
	}

	/**
	 * Finds the server that a client asks a token for.
	 * @param parameter the value of the {@code resource} parameter
	 * @return the server
	 */
	public Optional<McpServer> requestedBy(String parameter) {
		return all().stream().filter((server) -> server.resource().isRequestedBy(parameter)).findFirst();
	}

	/**
	 * Finds the server whose key somebody has.
	 * @param key what somebody says is the key
	 * @return the server
	 */
	public Optional<McpServer> withApiKey(String key) {
		String given = Sha256.base64(key);
		return all().stream()
			.filter((server) -> server.apiKeyHash() != null && Sha256.isEqual(server.apiKeyHash(), given))
			.findFirst();
	}

	private record Snapshot(List<McpServer> servers, Instant until) {
	}

}
