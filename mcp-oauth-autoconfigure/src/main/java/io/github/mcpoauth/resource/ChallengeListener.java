package io.github.mcpoauth.resource;

/**
 * Is told whom an MCP endpoint refuses, and why. There may be any number of beans of this
 * type. Implementations are thread-safe and fast: strangers decide how often they are
 * called.
 */
@FunctionalInterface
public interface ChallengeListener {

	/**
	 * A caller is being refused.
	 * @param resource the endpoint
	 * @param reason why
	 */
	void challenged(ProtectedResource resource, ChallengeReason reason);

}
