package io.github.mcpoauth.observability;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.mcpoauth.resource.ChallengeListener;
import io.github.mcpoauth.resource.ChallengeReason;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.resource.ProtectedResources;

/**
 * Counts refusals, in {@code mcp.oauth.challenges} by endpoint and reason. All counters
 * are there from the start: nobody outside can add to them, and the first refusal is one
 * that a rate can see.
 */
public final class ChallengeMetrics implements ChallengeListener, MeterBinder {

	private final Map<String, Map<ChallengeReason, LongAdder>> countsByPath = new LinkedHashMap<>();

	/**
	 * Makes counters that are at zero.
	 * @param resources the endpoints
	 */
	public ChallengeMetrics(ProtectedResources resources) {
		for (ProtectedResource resource : resources.all()) {
			Map<ChallengeReason, LongAdder> counts = new EnumMap<>(ChallengeReason.class);
			for (ChallengeReason reason : ChallengeReason.values()) {
				counts.put(reason, new LongAdder());
			}
			this.countsByPath.put(resource.path(), counts);
		}
	}

	@Override
	public void challenged(ProtectedResource resource, ChallengeReason reason) {
		LongAdder count = this.countsByPath.getOrDefault(resource.path(), Map.of()).get(reason);
		if (count != null) {
			count.increment();
		}
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.countsByPath.forEach((path, counts) -> counts
			.forEach((reason, count) -> FunctionCounter.builder("mcp.oauth.challenges", count, LongAdder::sum)
				.tag("endpoint", path)
				.tag("reason", reason.value())
				.description("Refused calls of an MCP endpoint")
				.register(registry)));
	}

}
