package io.github.mcpoauth.soak;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One figure, window for window.
 */
final class Series {

	private final String name;

	private final List<Long> values = new ArrayList<>();

	Series(String name) {
		this.name = name;
	}

	void add(long value) {
		this.values.add(value);
	}

	/**
	 * The later half is no higher than the earlier one.
	 * @param warmUp how many of the first do not count
	 * @param percent by how much it may differ, of the value
	 * @param more by how much besides
	 */
	void assertFlat(int warmUp, int percent, long more) {
		List<Long> counted = this.values.subList(warmUp, this.values.size());
		long before = median(counted.subList(0, counted.size() / 2));
		long after = median(counted.subList(counted.size() / 2, counted.size()));
		assertThat(after).as(toString()).isLessThanOrEqualTo(before + before * percent / 100 + more);
	}

	private static long median(List<Long> values) {
		return values.stream().sorted().skip((values.size() - 1) / 2).findFirst().orElseThrow();
	}

	@Override
	public String toString() {
		return this.name + " " + this.values;
	}

}
