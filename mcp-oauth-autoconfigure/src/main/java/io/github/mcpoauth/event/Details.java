package io.github.mcpoauth.event;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Scopes;

/**
 * Collects the details of an event that are known.
 */
final class Details {

	private final Map<String, Object> details = new LinkedHashMap<>();

	static Details of(OAuthEvent.@Nullable Client client) {
		Details details = new Details();
		return (client != null) ? details.with("client_id", client.shortId()).with("client_name", client.name())
				: details;
	}

	Details with(String name, @Nullable Object value) {
		if (value != null) {
			this.details.put(name, value);
		}
		return this;
	}

	/** As OAuth writes them: in one text. */
	Details with(Scopes scopes) {
		return scopes.isEmpty() ? this : with("scope", scopes.toString());
	}

	Details withHosts(Collection<String> redirectHosts) {
		return with("redirect_hosts", String.join(" ", redirectHosts));
	}

	Map<String, Object> toMap() {
		return Collections.unmodifiableMap(this.details);
	}

}
