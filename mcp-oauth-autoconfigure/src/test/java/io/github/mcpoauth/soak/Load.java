package io.github.mcpoauth.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs scenarios side by side, each with a pause after it that keeps the load within
 * bounds, and remembers what failed.
 */
final class Load {

	private static final int THREADS = 4;

	private static final int FAILURES = 20;

	private final Map<String, Task> tasks = new LinkedHashMap<>();

	private final List<String> failures = new ArrayList<>();

	void add(String name, Duration pause, Scenario scenario) {
		this.tasks.put(name, new Task(scenario, pause, new AtomicLong()));
	}

	/** Runs them for a while, and returns when the last one has ended. */
	void run(Duration duration) throws InterruptedException {
		ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
		this.tasks.forEach((name, task) -> threads.scheduleWithFixedDelay(() -> runOnce(name, task),
				task.pause().toMillis(), task.pause().toMillis(), TimeUnit.MILLISECONDS));
		boolean ended = threads.awaitTermination(duration.toMillis(), TimeUnit.MILLISECONDS);
		threads.shutdown();
		if (ended || !threads.awaitTermination(2, TimeUnit.MINUTES)) {
			threads.shutdownNow();
			failed("load", new AssertionError("A scenario did not end"));
		}
	}

	private void runOnce(String name, Task task) {
		try {
			task.scenario().run(new Random());
			task.runs().incrementAndGet();
		}
		catch (AssertionError | RuntimeException ex) {
			failed(name, ex);
		}
	}

	private synchronized void failed(String name, Throwable ex) {
		if (this.failures.size() < FAILURES) {
			StackTraceElement place = ex.getStackTrace()[0];
			for (StackTraceElement element : ex.getStackTrace()) {
				if (element.getClassName().startsWith(Load.class.getPackageName())) {
					place = element;
					break;
				}
			}
			this.failures.add(name + ": " + ex + " at " + place);
		}
	}

	synchronized List<String> failures() {
		return List.copyOf(this.failures);
	}

	/** How often each scenario went well so far. */
	Map<String, Long> runs() {
		Map<String, Long> runs = new LinkedHashMap<>();
		this.tasks.forEach((name, task) -> runs.put(name, task.runs().get()));
		return runs;
	}

	private record Task(Scenario scenario, Duration pause, AtomicLong runs) {
	}

}
