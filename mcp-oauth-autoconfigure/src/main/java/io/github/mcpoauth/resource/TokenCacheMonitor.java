package io.github.mcpoauth.resource;

import com.github.benmanes.caffeine.cache.Cache;

/**
 * Watches the caches of verified tokens. Where there is none, the caches don't count.
 */
@FunctionalInterface
public interface TokenCacheMonitor {

	/**
	 * Begins to watch a cache, which records its statistics from now on.
	 * @param name what the cache is for, such as the path of an endpoint
	 * @param cache the cache; its keys and values are nobody's business
	 */
	void watch(String name, Cache<?, ?> cache);

}
