package io.github.mcpoauth.authorizationserver.store;

import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Access to Redis.
 */
final class RedisAccess {

	private final StringRedisTemplate template;

	RedisAccess(RedisConnectionFactory connections) {
		this.template = new StringRedisTemplate(connections);
	}

	<T> @Nullable T find(Function<StringRedisTemplate, @Nullable T> query) {
		try {
			return query.apply(this.template);
		}
		catch (DataAccessException ex) {
			throw new StoreUnavailableException("Redis", ex);
		}
	}

	/**
	 * Asks for what is never missing.
	 */
	<T> T query(Function<StringRedisTemplate, @Nullable T> query) {
		return Objects.requireNonNull(find(query));
	}

}
