package io.github.mcpoauth.observability.doctor;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Takes what checks find. To be used by one thread.
 */
final class Findings {

	private final List<Finding> all = new ArrayList<>();

	void add(Finding finding) {
		this.all.add(finding);
	}

	void addIfThere(@Nullable Finding finding) {
		if (finding != null) {
			add(finding);
		}
	}

	void ok(String id, String seen) {
		add(Finding.ok(id, seen));
	}

	void warning(String id, String seen, String fix) {
		add(Finding.warning(id, seen, fix));
	}

	void failure(String id, String seen, String fix) {
		add(Finding.failure(id, seen, fix));
	}

	List<Finding> all() {
		return List.copyOf(this.all);
	}

}
