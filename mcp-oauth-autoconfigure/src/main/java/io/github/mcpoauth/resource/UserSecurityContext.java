package io.github.mcpoauth.resource;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;

/**
 * A security context that knows the application's own user as well. The user is not put
 * into the authentication, because that may be of any type and has to stay what it is;
 * and what hands security contexts to other threads hands this one on.
 */
final class UserSecurityContext extends SecurityContextImpl {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient Object user;

	UserSecurityContext(Authentication authentication, Object user) {
		super(authentication);
		this.user = user;
	}

	static @Nullable Object userIn(SecurityContext context) {
		return (context instanceof UserSecurityContext known) ? known.user : null;
	}

}
