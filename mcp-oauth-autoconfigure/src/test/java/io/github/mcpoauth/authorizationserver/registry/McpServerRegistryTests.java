package io.github.mcpoauth.authorizationserver.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.core.ResourceIdentifier;
import io.github.mcpoauth.store.StoreUnavailableException;
import io.github.mcpoauth.support.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which servers count, and for how long they are remembered.
 */
class McpServerRegistryTests {

	private static final McpServer WEATHER = server("weather", "https://weather.example.com/mcp");

	private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T00:00:00Z"));

	private static McpServer server(String id, String url) {
		return new McpServer(id, id, ResourceIdentifier.of(url), Set.of(), null);
	}

	private McpServerRegistry registry(McpServers... sources) {
		return new McpServerRegistry(List.of(sources), (resource) -> resource.toString().endsWith("/own"), this.clock);
	}

	/** Its key would open the tokens of this application. */
	@Test
	void allWhenServerHasTheUrlOfThisApplicationThenItDoesNotCount() {
		assertThat(registry(() -> List.of(server("own", "https://auth.example.com/own"), WEATHER)).all())
			.containsExactly(WEATHER);
	}

	@Test
	void allWhenTwoAreTheSameThenTheFirstCounts() {
		assertThat(registry(() -> List.of(WEATHER),
				() -> List.of(server("weather", "https://other.example.com"),
						server("other", "https://weather.example.com/mcp"), server("third", "https://third.example")))
			.all()).extracting((server) -> server.resource().toString())
			.containsExactly("https://weather.example.com/mcp", "https://third.example");
	}

	@Test
	void allWhenAskedOftenThenSourcesAreAskedEveryFewSeconds() {
		AtomicInteger asked = new AtomicInteger();
		List<McpServer> servers = new ArrayList<>();
		McpServerRegistry registry = registry(() -> {
			asked.incrementAndGet();
			return List.copyOf(servers);
		});
		assertThat(registry.all()).isEmpty();
		servers.add(WEATHER);
		assertThat(registry.all()).isEmpty();
		assertThat(asked).hasValue(1);
		this.clock.advance(Duration.ofSeconds(5));
		assertThat(registry.all()).containsExactly(WEATHER);
		servers.clear();
		registry.changed();
		assertThat(registry.all()).isEmpty();
		assertThat(asked).hasValue(3);
	}

	@Tag("FT12")
	@Test
	void allWhenStoreIsGoneThenThoseOfBefore() {
		List<McpServer> servers = new ArrayList<>(List.of(WEATHER));
		McpServers source = () -> {
			if (servers.isEmpty()) {
				throw new StoreUnavailableException("The store", new IllegalStateException("gone"));
			}
			return List.copyOf(servers);
		};
		McpServerRegistry registry = registry(source);
		assertThat(registry.all()).containsExactly(WEATHER);
		servers.clear();
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(registry.all()).containsExactly(WEATHER);
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> registry(source).all());
	}

}
