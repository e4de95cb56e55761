package io.github.mcpoauth.resource;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

import io.github.mcpoauth.core.ResourceIdentifier;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.event.OAuthEvent;
import io.github.mcpoauth.event.ScopeRefused;

/**
 * Makes the event of a call whose token lacks scopes.
 */
public final class RefusedCall {

	private RefusedCall() {
	}

	/**
	 * Says who was refused what.
	 * @param authentication who called
	 * @param resource what was called
	 * @param needed the scopes that it takes
	 * @param operation what was called there, fit for a log
	 * @return the event
	 */
	public static ScopeRefused of(@Nullable Authentication authentication, ResourceIdentifier resource, Scopes needed,
			String operation) {
		Caller caller = (authentication != null) ? Caller.of(authentication) : null;
		return new ScopeRefused(user(caller), client(caller), resource.toString(), needed, operation);
	}

	private static @Nullable String user(@Nullable Caller caller) {
		return (caller == null || caller.isClient() || caller.subject().isEmpty()) ? null : caller.subject();
	}

	private static OAuthEvent.@Nullable Client client(@Nullable Caller caller) {
		String id = (caller != null) ? caller.client() : null;
		return (id != null) ? new OAuthEvent.Client(id, null) : null;
	}

}
