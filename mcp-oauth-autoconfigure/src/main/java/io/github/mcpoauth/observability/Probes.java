package io.github.mcpoauth.observability;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * All that is looked at for one health request, at the same time: however much of it is
 * slow, the request takes no longer than for one.
 */
final class Probes {

	private final List<Probe> all = new ArrayList<>();

	private final SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("mcp-oauth-health-");

	private final Clock clock;

	/**
	 * Makes an empty group.
	 * @param clock tells since when something is as it is
	 */
	Probes(Clock clock) {
		this.clock = clock;
		this.executor.setDaemon(true);
	}

	Probe add(Runnable check) {
		Probe probe = new Probe(check, this.executor, this.clock);
		this.all.add(probe);
		return probe;
	}

	/**
	 * Looks at everything, and waits for one thing.
	 * @param probe what to wait for
	 * @return whether the look at it is done
	 */
	boolean look(Probe probe) {
		this.all.forEach(Probe::start);
		return probe.start().await();
	}

}
