package io.github.mcpoauth.store;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.log.LogMessage;

/**
 * Removes from a store, again and again, what has expired: in batches, so that nobody
 * waits long for a lock. Any number of instances may do so. A store that can't be reached
 * is tried again the next time.
 */
public final class StoreMaintenance implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(StoreMaintenance.class);

	private static final Duration INTERVAL = Duration.ofMinutes(10);

	private static final int BATCH = 1000;

	private final RepeatedTask task;

	private StoreMaintenance(RepeatedTask task) {
		this.task = task;
	}

	/**
	 * Starts with the work, on a thread of its own.
	 * @param clock tells what has expired
	 * @param stores what to remove from
	 * @return the maintenance, to be closed
	 */
	public static StoreMaintenance start(Clock clock, List<Expiring> stores) {
		return new StoreMaintenance(RepeatedTask.start("store-maintenance", INTERVAL,
				() -> stores.forEach((store) -> clean(clock, store))));
	}

	static void clean(Clock clock, Expiring store) {
		try {
			int removed = BATCH;
			while (removed >= BATCH && !Thread.currentThread().isInterrupted()) {
				removed = store.removeExpired(clock.instant(), BATCH);
			}
		}
		catch (StoreUnavailableException ex) {
			logger.warn(LogMessage.format("What has expired could not be removed; tried again in %s minutes. %s",
					INTERVAL.toMinutes(), ex.getMessage()));
		}
	}

	@Override
	public void close() {
		this.task.close();
	}

}
