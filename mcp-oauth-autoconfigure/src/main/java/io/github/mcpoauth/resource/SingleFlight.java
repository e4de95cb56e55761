package io.github.mcpoauth.resource;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Does what several threads ask for at the same time once, and gives all of them the
 * result or the failure. Nothing is remembered afterwards. Thread-safe.
 *
 * @param <V> what is made
 */
public final class SingleFlight<V> {

	private final ConcurrentMap<String, CompletableFuture<V>> underWay = new ConcurrentHashMap<>();

	/**
	 * Makes a result, or waits for the thread that is just making it.
	 * @param key what it is known by; no secret
	 * @param maker makes one, in the thread that comes first; its unchecked exceptions
	 * are passed on to all
	 * @return the result
	 */
	public V get(String key, Supplier<V> maker) {
		CompletableFuture<V> mine = new CompletableFuture<>();
		CompletableFuture<V> others = this.underWay.putIfAbsent(key, mine);
		if (others != null) {
			return join(others);
		}
		try {
			V result = maker.get();
			mine.complete(result);
			return result;
		}
		catch (RuntimeException | Error ex) {
			mine.completeExceptionally(ex);
			throw ex;
		}
		finally {
			this.underWay.remove(key, mine);
		}
	}

	private static <V> V join(CompletableFuture<V> result) {
		try {
			return result.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			throw ex;
		}
	}

}
