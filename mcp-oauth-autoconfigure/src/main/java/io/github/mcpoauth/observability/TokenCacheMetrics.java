package io.github.mcpoauth.observability;

import java.util.ArrayList;
import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;

import io.github.mcpoauth.resource.TokenCacheMonitor;

/**
 * Publishes the statistics of the caches of verified tokens as those of every other
 * cache, with the tags of Spring Boot's cache metrics, so that a query about caches finds
 * these as well. Caches and registries may come in any order.
 */
public final class TokenCacheMetrics implements TokenCacheMonitor, MeterBinder {

	private static final String NAME = "mcp.oauth.tokens";

	private final List<NamedCache> caches = new ArrayList<>();

	private final List<MeterRegistry> registries = new ArrayList<>();

	@Override
	public synchronized void watch(String name, Cache<?, ?> cache) {
		NamedCache named = new NamedCache(name, cache);
		this.caches.add(named);
		this.registries.forEach(named::bindTo);
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.caches.forEach((cache) -> cache.bindTo(registry));
	}

	/**
	 * A cache and what it is for.
	 */
	private record NamedCache(String name, Cache<?, ?> cache) {

		void bindTo(MeterRegistry registry) {
			CaffeineCacheMetrics.monitor(registry, this.cache, NAME,
					Tags.of("cache.manager", "none", "name", this.name));
		}

	}

}
