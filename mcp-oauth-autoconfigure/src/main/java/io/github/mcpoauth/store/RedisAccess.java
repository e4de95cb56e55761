package io.github.mcpoauth.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Access to Redis. Thread-safe.
 */
public final class RedisAccess {

	private final StringRedisTemplate template;

	public RedisAccess(RedisConnectionFactory connections) {
		this.template = new StringRedisTemplate(connections);
	}

	/**
	 * Asks for what may be missing.
	 * @param <T> what is asked for
	 * @param query the commands
	 * @return what they return, or {@code null}
	 * @throws StoreUnavailableException if Redis can't be used
	 */
	public <T> @Nullable T find(Function<StringRedisTemplate, @Nullable T> query) {
		try {
			return query.apply(this.template);
		}
		// The second while the application ends, and its connections before its requests
		catch (DataAccessException | IllegalStateException ex) {
			throw new StoreUnavailableException("Redis", ex);
		}
	}

	/**
	 * Reads fields of a hash that are all there or not at all.
	 * @param key the key of the hash
	 * @param names the fields
	 * @return their values in the same order, or {@code null} if there is no such hash
	 * @throws StoreUnavailableException if Redis can't be used
	 */
	public @Nullable List<String> fields(String key, List<String> names) {
		List<String> present = new ArrayList<>();
		for (@Nullable
		String value : query((template) -> template.<String, String>opsForHash().multiGet(key, names))) {
			if (value == null) {
				return null;
			}
			present.add(value);
		}
		return present;
	}

	/**
	 * Asks for what is never missing.
	 * @param <T> what is asked for
	 * @param query the commands
	 * @return what they return
	 * @throws StoreUnavailableException if Redis can't be used
	 */
	public <T> T query(Function<StringRedisTemplate, @Nullable T> query) {
		return Objects.requireNonNull(find(query));
	}

}
