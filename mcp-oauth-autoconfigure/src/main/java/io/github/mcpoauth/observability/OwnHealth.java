package io.github.mcpoauth.observability;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.core.NestedExceptionUtils;

/**
 * Whether something of this application's own can be used: its store, its signing keys.
 */
final class OwnHealth implements HealthIndicator {

	private final Probes probes;

	private final Probe probe;

	private final Supplier<Status> failing;

	/**
	 * Makes an indicator.
	 * @param probes all probes
	 * @param probe sees whether it can be used
	 * @param failing what it means if not
	 */
	OwnHealth(Probes probes, Probe probe, Supplier<Status> failing) {
		this.probes = probes;
		this.probe = probe;
		this.failing = failing;
	}

	@Override
	public Health health() {
		boolean answered = this.probes.look(this.probe);
		Probe.Sight sight = this.probe.sight();
		if (answered && sight != null && sight.usable()) {
			return Health.up().build();
		}
		Health.Builder health = new Health.Builder(this.failing.get());
		if (sight != null && !sight.usable()) {
			health.withDetail("failingSince", sight.since());
		}
		return health.withDetail("failure", failure(answered, sight)).build();
	}

	/**
	 * The kind of failure and no more: messages of drivers may hold URLs with passwords.
	 */
	private static String failure(boolean answered, Probe.@Nullable Sight sight) {
		if (!answered || sight == null || sight.failure() == null) {
			return "No answer within " + Probe.PATIENCE.toMillis() + " ms";
		}
		return NestedExceptionUtils.getMostSpecificCause(sight.failure()).getClass().getSimpleName();
	}

}
