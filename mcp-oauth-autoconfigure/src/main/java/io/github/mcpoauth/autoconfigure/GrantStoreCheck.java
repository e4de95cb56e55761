package io.github.mcpoauth.autoconfigure;

import java.util.List;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.observability.doctor.DoctorCheck;
import io.github.mcpoauth.observability.doctor.Finding;

/**
 * Whether logins outlive a restart, and are known to other instances.
 *
 * @param store where they are
 * @param urls where clients reach this server
 */
record GrantStoreCheck(AuthorizationStoreType store, PublicUrls urls) implements DoctorCheck {

	private static final String ID = "store";

	@Override
	public List<Finding> check() {
		if (this.store == AuthorizationStoreType.MEMORY && !this.urls.isLoopback()) {
			return List.of(Finding.warning(ID,
					"logins are in memory: people log in again after a restart, and a second instance knows none",
					"Set mcp.oauth.authorization-server.store to jdbc or redis"));
		}
		return List.of(Finding.ok(ID, "logins are in " + switch (this.store) {
			case MEMORY -> "memory, which is enough on this machine";
			case JDBC -> "the database";
			case REDIS -> "Redis";
		}));
	}

}
