package io.github.mcpoauth.autoconfigure;

import java.util.List;

import io.github.mcpoauth.authorizationserver.store.AuthorizationStore;
import io.github.mcpoauth.authorizationserver.store.InMemoryAuthorizationStore;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.observability.doctor.DoctorCheck;
import io.github.mcpoauth.observability.doctor.Finding;

/**
 * Whether logins outlive a restart, and are known to other instances.
 *
 * @param configured where they are to be
 * @param store where they are
 * @param urls where clients reach this server
 */
record GrantStoreCheck(AuthorizationStoreType configured, AuthorizationStore store,
		PublicUrls urls) implements DoctorCheck {

	private static final String ID = "store";

	@Override
	public List<Finding> check() {
		boolean memory = this.store instanceof InMemoryAuthorizationStore;
		if (memory && !this.urls.isLoopback()) {
			return List.of(Finding.warning(ID,
					"logins are in memory: people log in again after a restart, and a second instance knows none",
					"Set mcp.oauth.authorization-server.store to jdbc or redis"));
		}
		return List.of(Finding.ok(ID, "logins are in " + switch (this.configured) {
			case MEMORY -> memory ? "memory, which is enough on this machine" : "a store of the application's";
			case JDBC -> "the database";
			case REDIS -> "Redis";
		}));
	}

}
