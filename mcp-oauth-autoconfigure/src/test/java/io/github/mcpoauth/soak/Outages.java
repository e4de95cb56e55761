package io.github.mcpoauth.soak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.mcpoauth.support.Reply;

/**
 * When the identity provider was away, or an instance had not noticed its return: the
 * only times at which a 503 is a good answer.
 */
final class Outages {

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

	/** Whether an answer is the one that is promised during an outage. */
	boolean explain(Reply reply, Instant asked) {
		return reply.status() == 503 && reply.header("Retry-After") != null && overlap(asked, Instant.now());
	}

}
