package io.github.mcpoauth.metadata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Members that are put over those of a document: added, replaced or taken away.
 * Immutable.
 */
public final class MemberOverrides {

	private final Map<String, Object> members;

	/**
	 * Makes the overrides.
	 * @param members the values by name: what JSON has, and the empty string for what is
	 * taken away
	 */
	public MemberOverrides(Map<String, Object> members) {
		this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
	}

	/**
	 * Changes a document.
	 * @param document the members of the document
	 */
	public void applyTo(Map<String, Object> document) {
		this.members.forEach((name, value) -> {
			if (value.equals("")) {
				document.remove(name);
			}
			else {
				document.put(name, value);
			}
		});
	}

}
