package io.github.mcpoauth.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.micrometer.observation.ObservationRegistry;

/**
 * Fetches JSON documents at URLs that strangers choose: over https, from public addresses
 * only, with the check and the connection at the same address, without redirects,
 * cookies, credentials and proxies, in 2.5 seconds with everything, however slowly the
 * bytes drip. Only so many fetches are under way at a time; none waits for another, and
 * who does not fetch never waits for them. Thread-safe.
 *
 * @see <a href=
 * "https://datatracker.ietf.org/doc/html/draft-ietf-oauth-client-id-metadata-document-00#section-6">Client
 * ID Metadata Document section 6</a>
 */
public final class GuardedFetcher {

	private static final Duration TOTAL_TIMEOUT = Duration.ofMillis(2500);

	// Threads of its own because the lookup of a name can't be interrupted
	private final ExecutorService threads;

	private final HostResolver resolver;

	private final AddressPolicy policy;

	private final ObservationRegistry registry;

	/**
	 * Makes a fetcher.
	 * @param registry what observes requests
	 * @param maxConcurrent how many fetches there may be under way at a time, at least
	 * one
	 * @param allowLoopback whether it may also connect to this machine's loopback
	 * addresses. Then whoever can name a URL can reach all that listens there and answers
	 * with JSON over https.
	 */
	public GuardedFetcher(ObservationRegistry registry, int maxConcurrent, boolean allowLoopback) {
		this(maxConcurrent, HostResolver.SYSTEM,
				allowLoopback ? AddressPolicy.PUBLIC_OR_LOOPBACK : AddressPolicy.PUBLIC, registry);
	}

	GuardedFetcher(int maxConcurrent, boolean allowLoopback) {
		this(ObservationRegistry.NOOP, maxConcurrent, allowLoopback);
	}

	GuardedFetcher(HostResolver resolver, AddressPolicy policy) {
		this(16, resolver, policy, ObservationRegistry.NOOP);
	}

	private GuardedFetcher(int maxConcurrent, HostResolver resolver, AddressPolicy policy,
			ObservationRegistry registry) {
		this.threads = new ThreadPoolExecutor(0, maxConcurrent, 30, TimeUnit.SECONDS, new SynchronousQueue<>(),
				GuardedFetcher::newThread);
		this.resolver = resolver;
		this.policy = policy;
		this.registry = registry;
	}

	private static Thread newThread(Runnable work) {
		Thread thread = new Thread(work, "mcp-oauth-fetch");
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Fetches a document.
	 * @param operation what it is, for whoever observes that
	 * @param uri an https URL with a host
	 * @param limit how many bytes it may have
	 * @return the document
	 * @throws FetchesExhaustedException if too many fetches are under way
	 * @throws IOException if it can't be had within the limits; the message says why, for
	 * the log only: it tells what this server can reach
	 */
	public FetchedDocument fetchJson(OutboundOperation operation, URI uri, int limit) throws IOException {
		// Not with the host: there are as many as anybody likes
		return new OutboundObservations(this.registry, operation).observe(null, () -> exchange(uri, limit),
				(document) -> 200);
	}

	private FetchedDocument exchange(URI uri, int limit) throws IOException {
		DocumentRequest request = new DocumentRequest(uri, limit, this.resolver, this.policy);
		Future<FetchedDocument> exchange = submit(request);
		try {
			return exchange.get(TOTAL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw new IOException(String.valueOf(ex.getCause()), ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new IOException("it took longer than " + TOTAL_TIMEOUT.toMillis() + " ms", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException();
		}
		finally {
			exchange.cancel(true);
			request.close();
		}
	}

	private Future<FetchedDocument> submit(DocumentRequest request) throws FetchesExhaustedException {
		try {
			return this.threads.submit(request::send);
		}
		catch (RejectedExecutionException ex) {
			throw new FetchesExhaustedException();
		}
	}

}
