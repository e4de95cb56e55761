package io.github.mcpoauth.upstream;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * How many tokens may be looked up at their issuers at the same time. Each lookup holds
 * up a thread for as long as the issuer takes, and anybody can send tokens that have to
 * be looked up: without a limit, whoever sends enough of them leaves no thread for those
 * whose tokens are known. Thread-safe.
 */
public final class IntrospectionLimit {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final Semaphore permits;

	/**
	 * Makes a limit.
	 * @param most how many, at least one
	 */
	public IntrospectionLimit(int most) {
		this.permits = new Semaphore(most);
	}

	/**
	 * Applies it; all introspections with this limit share it.
	 * @param introspection what asks the issuer
	 * @return one that does not wait for its turn, but throws
	 * {@link UpstreamUnavailableException}
	 */
	public TokenIntrospection of(TokenIntrospection introspection) {
		return (token) -> {
			if (!this.permits.tryAcquire()) {
				throw new UpstreamUnavailableException("As many tokens are being looked up as may be at the same time "
						+ "(mcp.oauth.tokens.max-concurrent-lookups)", null, RETRY_AFTER);
			}
			try {
				return introspection.introspect(token);
			}
			finally {
				this.permits.release();
			}
		};
	}

}
