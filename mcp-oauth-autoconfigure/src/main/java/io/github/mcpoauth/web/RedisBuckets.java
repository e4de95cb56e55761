package io.github.mcpoauth.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * Buckets in Redis, by the application's own connection to it, whatever driver that has.
 * A bucket is forgotten when it is full again. Thread-safe.
 */
final class RedisBuckets extends AbstractCompareAndSwapBasedProxyManager<String> {

	private static final byte[] NONE = new byte[0];

	private static final byte[] TIME_TO_LIVE = String.valueOf(Duration.ofHours(1).toMillis())
		.getBytes(StandardCharsets.US_ASCII);

	/** KEYS: the bucket. ARGV: what it was, what it is, for how many milliseconds. */
	private static final RedisScript<Boolean> REPLACE = RedisScript.of("""
			if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then
				return false
			end
			redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
			return true
			""", Boolean.class);

	private final RedisTemplate<String, byte[]> redis = new RedisTemplate<>();

	RedisBuckets(RedisConnectionFactory connections) {
		super(ClientSideConfig.getDefault());
		this.redis.setConnectionFactory(connections);
		this.redis.setKeySerializer(RedisSerializer.string());
		this.redis.setValueSerializer(RedisSerializer.byteArray());
		this.redis.afterPropertiesSet();
	}

	@Override
	protected CompareAndSwapOperation beginCompareAndSwapOperation(String key) {
		return new CompareAndSwapOperation() {

			@Override
			public Optional<byte[]> getStateData(Optional<Long> timeoutNanos) {
				return Optional.ofNullable(RedisBuckets.this.redis.opsForValue().get(key));
			}

			@Override
			public boolean compareAndSwap(byte @Nullable [] before, byte[] after, RemoteBucketState state,
					Optional<Long> timeoutNanos) {
				return Boolean.TRUE.equals(RedisBuckets.this.redis.execute(REPLACE, List.of(key),
						(before != null) ? before : NONE, after, TIME_TO_LIVE));
			}

		};
	}

	@Override
	public void removeProxy(String key) {
		this.redis.delete(key);
	}

	@Override
	public boolean isAsyncModeSupported() {
		return false;
	}

	@Override
	protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String key) {
		throw new UnsupportedOperationException();
	}

	@Override
	protected CompletableFuture<Void> removeAsync(String key) {
		throw new UnsupportedOperationException();
	}

}
