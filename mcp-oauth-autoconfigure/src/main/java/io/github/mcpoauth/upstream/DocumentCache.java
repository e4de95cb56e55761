package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A provider's metadata: fetched when it is first needed and when its time is up, by one
 * thread at a time, and kept as long as nothing newer can be had. Caffeine has no such
 * thing as a value that is too old and better than none. Thread-safe.
 */
final class DocumentCache {

	private static final Log logger = LogFactory.getLog(DocumentCache.class);

	private final DiscoveryDocuments documents;

	private final DocumentFile file;

	private final Duration timeToLive;

	private final Clock clock;

	private final Consumer<ProviderDocument> first;

	private final ReentrantLock flight = new ReentrantLock();

	private final FailureLimit limit = new FailureLimit();

	private volatile @Nullable Entry known;

	private volatile @Nullable IOException failure;

	private volatile FetchState state = FetchState.NONE;

	private volatile long flights;

	/**
	 * Makes a cache.
	 * @param documents where documents come from
	 * @param file where one may be from before
	 * @param timeToLive how long a document is good
	 * @param clock tells when its time is up
	 * @param first is given the first document that is known, once
	 */
	DocumentCache(DiscoveryDocuments documents, DocumentFile file, Duration timeToLive, Clock clock,
			Consumer<ProviderDocument> first) {
		this.documents = documents;
		this.file = file;
		this.timeToLive = timeToLive;
		this.clock = clock;
		this.first = first;
	}

	/**
	 * The document, as new as it can be had.
	 * @return the document
	 * @throws IOException if there never was one; the message says why
	 */
	ProviderDocument get() throws IOException {
		Entry entry = this.known;
		if (entry == null) {
			entry = first();
		}
		else if (entry.isOver(this.clock.instant()) && this.flight.tryLock()) {
			// Whoever comes meanwhile is served the old one instead of waiting
			try {
				refresh();
				entry = (this.known != null) ? this.known : entry;
			}
			finally {
				this.flight.unlock();
			}
		}
		return entry.document();
	}

	/**
	 * What is known at the moment; nothing is fetched for it.
	 */
	FetchState state() {
		return this.state;
	}

	/**
	 * Without a document all have to wait, and share what the one that fetches gets: also
	 * a failure, or each of them would wait for a timeout of its own in turn.
	 */
	private Entry first() throws IOException {
		long seen = this.flights;
		this.flight.lock();
		try {
			if (this.known == null && this.flights == seen) {
				refresh();
			}
			Entry entry = this.known;
			if (entry == null) {
				throw new IOException((this.failure != null) ? this.failure.getMessage() : "it was not fetched",
						this.failure);
			}
			return entry;
		}
		finally {
			this.flight.unlock();
		}
	}

	private void refresh() {
		Instant now = this.clock.instant();
		if (!this.limit.allows(now)) {
			return;
		}
		try {
			ProviderDocument document = this.documents.fetch();
			succeed(new Entry(document, now, now.plus(this.timeToLive)));
			this.state = this.state.succeeded(now);
		}
		catch (IOException ex) {
			fail(ex, now);
			this.state = this.state.failed(now, String.valueOf(ex.getMessage()));
		}
		finally {
			this.flights = this.flights + 1;
		}
	}

	private void succeed(Entry fetched) {
		if (this.failure != null) {
			logger.info("The identity provider's metadata can be had again");
		}
		Entry before = this.known;
		this.known = fetched;
		this.failure = null;
		this.limit.succeeded();
		if (before == null || !before.document().equals(fetched.document())) {
			this.file.save(fetched.document());
		}
		if (before == null) {
			this.first.accept(fetched.document());
		}
	}

	private void fail(IOException reason, Instant now) {
		if (this.failure == null) {
			logger.warn("The identity provider's metadata can't be had: " + reason.getMessage());
		}
		this.failure = reason;
		this.limit.failed(now);
		if (this.known == null) {
			ProviderDocument kept = this.file.load();
			if (kept != null) {
				this.known = new Entry(kept, now, now);
				this.first.accept(kept);
			}
		}
	}

	/**
	 * A document and how long it is good.
	 */
	private record Entry(ProviderDocument document, Instant from, Instant until) {

		/**
		 * A clock that was put back must not prolong it.
		 */
		boolean isOver(Instant now) {
			return now.isBefore(this.from) || !now.isBefore(this.until);
		}

	}

}
