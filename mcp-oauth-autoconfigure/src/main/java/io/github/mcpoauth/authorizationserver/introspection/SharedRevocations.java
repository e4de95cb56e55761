package io.github.mcpoauth.authorizationserver.introspection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.log.LogMessage;

import io.github.mcpoauth.authorizationserver.store.RevokedTokenLog;
import io.github.mcpoauth.authorizationserver.store.RevokedTokenLog.Revocation;
import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.store.RepeatedTask;
import io.github.mcpoauth.store.StoreUnavailableException;

/**
 * Learns of access tokens that other instances have revoked, and tells them. A request to
 * the MCP endpoint never waits for the store: what another instance has revoked is good
 * here for some seconds more. Thread-safe.
 */
public final class SharedRevocations implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(SharedRevocations.class);

	private static final Duration INTERVAL = Duration.ofSeconds(5);

	/** By how much clocks may differ, and how long a write may take. */
	private static final Duration OVERLAP = Duration.ofMinutes(1);

	private final RevokedTokenLog log;

	private final RevokedAccessTokens tokens;

	private final Clock clock;

	private final RepeatedTask task;

	private final ReentrantLock reading = new ReentrantLock();

	private Instant since = Instant.EPOCH;

	private boolean reachable = true;

	private SharedRevocations(RevokedTokenLog log, RevokedAccessTokens tokens, Clock clock) {
		this.log = log;
		this.tokens = tokens;
		this.clock = clock;
		read();
		this.task = RepeatedTask.start("revocations", INTERVAL, this::tryToRead);
	}

	/**
	 * Reads what was revoked so far, and starts to look for more.
	 * @param log where the instances tell each other
	 * @param tokens what this instance knows
	 * @param clock tells the time
	 * @return the revocations, to be closed
	 * @throws StoreUnavailableException if the log can't be read
	 */
	public static SharedRevocations start(RevokedTokenLog log, RevokedAccessTokens tokens, Clock clock) {
		return new SharedRevocations(log, tokens, clock);
	}

	private void read() {
		this.reading.lock();
		try {
			Instant now = this.clock.instant();
			this.log.since(this.since)
				.forEach((revocation) -> this.tokens.addHash(revocation.tokenIdHash(), revocation.expiresAt()));
			this.since = now.minus(OVERLAP);
		}
		finally {
			this.reading.unlock();
		}
	}

	private void tryToRead() {
		try {
			read();
			this.reachable = true;
		}
		catch (StoreUnavailableException ex) {
			if (this.reachable) {
				logger.warn(LogMessage.format(
						"Tokens that other instances revoke are accepted here until the store is back. %s",
						ex.getMessage()));
			}
			this.reachable = false;
		}
	}

	/**
	 * Makes all instances refuse a token.
	 * @param jti its identifier
	 * @param expiresAt when it expires
	 * @throws StoreUnavailableException if the others can't be told; then it is refused
	 * here only
	 */
	public void add(String jti, Instant expiresAt) {
		this.tokens.add(jti, expiresAt);
		this.log.add(new Revocation(Sha256.base64(jti), this.clock.instant(), expiresAt));
	}

	@Override
	public void close() {
		this.task.close();
	}

}
