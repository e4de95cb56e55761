package io.github.mcpoauth.scope;

import java.util.Collection;
import java.util.Set;

import org.springframework.security.core.Authentication;

/**
 * Says which scopes an MCP operation needs. Publish beans of this type for what
 * properties and annotations can't say, such as a decision on the arguments of a call.
 * All of them add up: an operation needs what any of them asks for. They are asked before
 * the application sees the request, so a caller who lacks a scope gets an HTTP 403 that
 * names it. Implementations are thread-safe and fast, for they are asked at every
 * message.
 */
@FunctionalInterface
public interface OperationScopes {

	/**
	 * The scopes that an operation needs, besides those that every request needs.
	 * @param operation what the caller asks for; everything in it was chosen by the
	 * caller, and the tool that it names may not exist
	 * @param caller who asks; anonymous on an open endpoint
	 * @return scope tokens (RFC 6749 section 3.3); empty if nothing more is needed
	 * @throws org.springframework.security.access.AccessDeniedException if no scope would
	 * help
	 */
	Collection<String> required(McpOperation operation, Authentication caller);

	/**
	 * The scopes that can be asked for, so that clients can get them: the authorization
	 * server's metadata names them, and those only are issued.
	 * @return scope tokens; those that are under {@code mcp.oauth.scopes} anyway may be
	 * missing
	 */
	default Set<String> known() {
		return Set.of();
	}

	/**
	 * Whether nothing is ever asked for, so that messages need not be read.
	 * @return {@code false} if in doubt
	 */
	default boolean isEmpty() {
		return false;
	}

}
