package io.github.mcpoauth.store;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;

import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Does something again and again, on a thread of its own that does not keep the process
 * alive. An exception is logged, and the task goes on.
 */
public final class RepeatedTask implements AutoCloseable {

	private final ThreadPoolTaskScheduler scheduler;

	private final ScheduledFuture<?> task;

	private RepeatedTask(ThreadPoolTaskScheduler scheduler, ScheduledFuture<?> task) {
		this.scheduler = scheduler;
		this.task = task;
	}

	/**
	 * Starts a task.
	 * @param name what it does, for the name of the thread
	 * @param interval from the end of one run to the next, and to the first one
	 * @param task what to do
	 * @return the task, to be closed
	 */
	public static RepeatedTask start(String name, Duration interval, Runnable task) {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setThreadNamePrefix("mcp-oauth-" + name + "-");
		scheduler.setDaemon(true);
		scheduler.initialize();
		return new RepeatedTask(scheduler,
				scheduler.scheduleWithFixedDelay(task, Instant.now().plus(interval), interval));
	}

	@Override
	public void close() {
		this.task.cancel(true);
		this.scheduler.shutdown();
	}

}
