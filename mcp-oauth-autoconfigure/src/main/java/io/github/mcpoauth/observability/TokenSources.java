package io.github.mcpoauth.observability;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * All without which no caller can be let in. Only when each of them is lost, this
 * instance is of no use, and only then it should get no requests.
 */
final class TokenSources {

	private final boolean others;

	private final List<@Nullable Probe> probes = new ArrayList<>();

	/**
	 * Makes an empty list.
	 * @param others whether there are callers who need nothing of what is added
	 */
	TokenSources(boolean others) {
		this.others = others;
	}

	/**
	 * Adds one.
	 * @param probe looks at it, or {@code null} if nobody does
	 */
	void add(@Nullable Probe probe) {
		this.probes.add(probe);
	}

	boolean areAllLost() {
		return !this.others && this.probes.stream().allMatch(TokenSources::isLost);
	}

	private static boolean isLost(@Nullable Probe probe) {
		Probe.Sight sight = (probe != null) ? probe.sight() : null;
		return sight != null && !sight.usable();
	}

}
