package io.github.mcpoauth.registration;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;

import io.github.mcpoauth.core.ErrorText;
import io.github.mcpoauth.net.FetchedDocument;
import io.github.mcpoauth.net.FetchesExhaustedException;

/**
 * Documents of clients, fetched once for all who ask at the same time, and kept for as
 * long as their servers say, within bounds. Neither failures nor documents that break a
 * rule are kept. Thread-safe.
 *
 * @param <T> what a document is read as
 */
final class FetchedDocuments<T> {

	private static final Log logger = LogFactory.getLog(FetchedDocuments.class);

	private static final int MAX_DOCUMENTS = 1000;

	/** A login takes several looks at the document, whatever its server says. */
	private static final Duration SHORTEST = Duration.ofSeconds(30);

	private static final Duration USUAL = Duration.ofMinutes(5);

	private static final Duration LONGEST = Duration.ofHours(24);

	private final DocumentSource source;

	private final FetchLimits limits;

	private final int maxBytes;

	private final Ticker ticker;

	// By the text of the URL: URI takes texts for equal that are different identifiers
	private final AsyncCache<String, Result<T>> results;

	/**
	 * Makes an empty one.
	 * @param source where documents come from
	 * @param limits how often they are fetched
	 * @param maxBytes how large they may be
	 * @param ticker tells what is too old
	 */
	FetchedDocuments(DocumentSource source, FetchLimits limits, int maxBytes, Ticker ticker) {
		this.source = source;
		this.limits = limits;
		this.maxBytes = maxBytes;
		this.ticker = ticker;
		this.results = Caffeine.newBuilder()
			.maximumSize(MAX_DOCUMENTS)
			.expireAfter(Expiry.creating((String uri, Result<T> result) -> result.lifetime()))
			.ticker(ticker)
			.buildAsync();
	}

	/**
	 * The document at a URL.
	 * @param uri where it is
	 * @param parser reads it
	 * @throws UnknownClientException if it can't be had or read
	 */
	T get(URI uri, Parser<T> parser) throws UnknownClientException {
		CompletableFuture<Result<T>> mine = new CompletableFuture<>();
		CompletableFuture<Result<T>> others = this.results.asMap().putIfAbsent(uri.toString(), mine);
		if (others == null) {
			fetch(uri, parser, mine);
		}
		return ((others != null) ? others : mine).join().document();
	}

	/**
	 * The document as it is now, unless it was fetched only a moment ago. The one before
	 * stays if this one can't be had.
	 * @param uri where it is
	 * @param parser reads it
	 * @throws UnknownClientException if it can't be had or read
	 */
	T getAnew(URI uri, Parser<T> parser) throws UnknownClientException {
		CompletableFuture<Result<T>> known = this.results.getIfPresent(uri.toString());
		if (known == null || !known.isDone() || !isOld(known)) {
			return get(uri, parser);
		}
		Result<T> current = fetch(uri, parser);
		this.results.put(uri.toString(), CompletableFuture.completedFuture(current));
		return current.document();
	}

	private boolean isOld(CompletableFuture<Result<T>> known) {
		return known.handle(
				(result, failure) -> result != null && this.ticker.read() - result.fetchedAt() >= SHORTEST.toNanos())
			.join();
	}

	/**
	 * In the thread that asks, not in the cache: there it would hold up who asks for
	 * another document.
	 */
	private void fetch(URI uri, Parser<T> parser, CompletableFuture<Result<T>> result) {
		try {
			result.complete(fetch(uri, parser));
		}
		catch (UnknownClientException ex) {
			// Not as a failure, whose stack trace Caffeine would log: strangers choose
			// the
			// URLs. And gone before it is there, for it must not be kept
			this.results.asMap().remove(uri.toString(), result);
			result.complete(new Result<>(null, ex, Duration.ZERO, this.ticker.read()));
		}
		catch (RuntimeException | Error ex) {
			result.completeExceptionally(ex);
		}
	}

	private Result<T> fetch(URI uri, Parser<T> parser) throws UnknownClientException {
		if (!this.limits.allow(uri.getHost().toLowerCase(Locale.ROOT))) {
			logger.debug(LogMessage.format("Did not fetch %s: too many fetches in a minute", uri));
			throw UnknownClientException.busy();
		}
		try {
			FetchedDocument document = this.source.fetch(uri, this.maxBytes);
			return new Result<>(parser.parse(document.body()), null, lifetime(document.freshness()),
					this.ticker.read());
		}
		catch (FetchesExhaustedException ex) {
			logger.debug(LogMessage.format("Did not fetch %s: %s", uri, ex.getMessage()));
			throw UnknownClientException.busy();
		}
		catch (IOException ex) {
			logger.info(LogMessage.format("The document of a client at %s can't be used: %s", uri,
					ErrorText.of(String.valueOf(ex.getMessage()))));
			throw UnknownClientException.unreachable();
		}
		catch (ClientRegistrationException ex) {
			logger.info(LogMessage.format("The document of a client at %s is not valid: %s", uri, ex.getMessage()));
			throw UnknownClientException
				.invalid("The client metadata document is not valid: " + ex.error().description());
		}
	}

	private static Duration lifetime(@Nullable Duration freshness) {
		if (freshness == null) {
			return USUAL;
		}
		return (freshness.compareTo(SHORTEST) < 0) ? SHORTEST
				: (freshness.compareTo(LONGEST) > 0) ? LONGEST : freshness;
	}

	/**
	 * Reads the content of a document.
	 *
	 * @param <T> what it is read as
	 */
	@FunctionalInterface
	interface Parser<T> {

		T parse(byte[] body) throws ClientRegistrationException;

	}

	/**
	 * A document, or why there is none.
	 *
	 * @param known the document, or {@code null}
	 * @param refusal why there is none, or {@code null}
	 * @param lifetime how long it is good
	 * @param fetchedAt from when on
	 */
	private record Result<T>(@Nullable T known, @Nullable UnknownClientException refusal, Duration lifetime,
			long fetchedAt) {

		T document() throws UnknownClientException {
			if (this.refusal != null) {
				throw this.refusal;
			}
			return Objects.requireNonNull(this.known);
		}

	}

}
