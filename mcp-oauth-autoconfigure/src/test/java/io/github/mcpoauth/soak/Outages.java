package io.github.mcpoauth.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.mcpoauth.support.Reply;

/**
 * When the identity provider was away, or an instance had not noticed its return: the
 * only times at which a 503 is a good answer.
 */
final class Outages {

	/** For as long an instance waits for a connection; for an answer it waits longer. */
	private static final Duration TOO_SLOW = Duration.ofSeconds(2);

	/** For so long an instance does not ask again for keys that it did not get. */
	private static final Duration REMEMBERED = Duration.ofSeconds(35);

	private final List<Instant[]> all = new ArrayList<>();

	synchronized void begin() {
		this.all.add(new Instant[] { Instant.now(), Instant.MAX });
	}

	synchronized void end() {
		this.all.get(this.all.size() - 1)[1] = Instant.now();
	}

	synchronized int count() {
		return this.all.size();
	}

	/** Whether there was one at some time from the one instant to the other. */
	synchronized boolean overlap(Instant from, Instant to) {
		return this.all.stream().anyMatch((outage) -> outage[0].isBefore(to) && outage[1].isAfter(from));
	}

	/**
	 * Whether an answer is the one that is promised during an outage. A provider that is
	 * too slow, on a busy machine, is as one that is away.
	 */
	boolean explain(Reply reply, Instant asked) {
		Instant now = Instant.now();
		if (reply.status() != 503 || reply.header("Retry-After") == null) {
			return false;
		}
		if (Duration.between(asked, now).compareTo(TOO_SLOW) >= 0) {
			add(asked, now.plus(REMEMBERED));
		}
		return overlap(asked, now);
	}

	private synchronized void add(Instant from, Instant to) {
		this.all.add(0, new Instant[] { from, to });
	}

}
