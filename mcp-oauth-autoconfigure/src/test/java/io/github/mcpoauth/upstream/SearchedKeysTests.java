package io.github.mcpoauth.upstream;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SimpleSecurityContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * When a set of keys is fetched again for a key that isn't in it.
 */
class SearchedKeysTests {

	private final Provider provider = new Provider();

	@Tag("G7")
	@Test
	void getWhenManyKeysAreUnknownThenFetchedOnce() throws KeySourceException {
		SearchedKeys keys = new SearchedKeys(this.provider, Duration.ofDays(1), Clock.systemUTC());
		for (int i = 0; i < 100; i++) {
			assertThat(get(keys, "unknown-" + i)).isEmpty();
			assertThat(get(keys, "old")).hasSize(1);
		}
		assertThat(this.provider.fetches).hasValue(2);
	}

	@Test
	void getWhenTheIntervalIsOverThenFetchedAgain() throws KeySourceException {
		SearchedKeys keys = new SearchedKeys(this.provider, Duration.ZERO, Clock.systemUTC());
		assertThat(get(keys, "new")).isEmpty();
		this.provider.published = set("old", "new");
		assertThat(get(keys, "new")).hasSize(1);
	}

	/** A provider that changes its keys must not have its users sent to login. */
	@Tag("FT7")
	@Test
	void getWhenKeysAreBeingFetchedThenThoseWhoNeedANewOneWait() throws Exception {
		SearchedKeys keys = new SearchedKeys(this.provider, Duration.ofDays(1), Clock.systemUTC());
		assertThat(get(keys, "old")).hasSize(1);
		this.provider.published = set("new");
		this.provider.gate = new CountDownLatch(1);
		CompletableFuture<List<JWK>> first = CompletableFuture.supplyAsync(() -> getUnchecked(keys));
		Awaitility.await().until(() -> this.provider.fetches.get() == 2);
		CompletableFuture<List<JWK>> second = CompletableFuture.supplyAsync(() -> getUnchecked(keys));
		// Meanwhile a known key is found at once
		assertThat(get(keys, "old")).hasSize(1);
		assertThat(second).isNotDone();
		this.provider.gate.countDown();
		assertThat(first.get()).hasSize(1);
		assertThat(second.get()).hasSize(1);
		assertThat(this.provider.fetches).hasValue(2);
	}

	@Tag("FT4")
	@Test
	void getWhenTheSearchFailsThenNotRepeatedBeforeTheInterval() throws KeySourceException {
		SearchedKeys keys = new SearchedKeys(this.provider, Duration.ofDays(1), Clock.systemUTC());
		assertThat(get(keys, "old")).hasSize(1);
		this.provider.published = null;
		assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get(keys, "new"));
		assertThat(get(keys, "new")).isEmpty();
		assertThat(get(keys, "old")).hasSize(1);
		assertThat(this.provider.fetches).hasValue(2);
	}

	/** A health request asks so, for one whose key is known. */
	@Tag("FT2")
	@Test
	void refreshWhenTheLastAttemptFailedThenFetchedAnewWithinTheSameInterval() throws KeySourceException {
		SecurityContext context = new SimpleSecurityContext();
		SearchedKeys keys = new SearchedKeys(this.provider, Duration.ZERO, Clock.systemUTC());
		keys.refresh(false, context);
		keys.refresh(false, context);
		assertThat(this.provider.fetches).hasValue(1);
		this.provider.published = null;
		keys.refresh(true, context);
		assertThat(this.provider.fetches).hasValue(2);
		assertThat(get(keys, "old")).hasSize(1);
		SearchedKeys patient = new SearchedKeys(this.provider, Duration.ofDays(1), Clock.systemUTC());
		patient.refresh(true, context);
		patient.refresh(true, context);
		assertThat(this.provider.fetches).hasValue(3);
	}

	@Tag("FT1")
	@Test
	void refreshWhenThereNeverWereKeysThenSaysSo() {
		this.provider.published = null;
		SearchedKeys keys = new SearchedKeys(this.provider, Duration.ZERO, Clock.systemUTC());
		assertThatExceptionOfType(KeySourceException.class)
			.isThrownBy(() -> keys.refresh(true, new SimpleSecurityContext()));
	}

	private static List<JWK> get(SearchedKeys keys, String id) throws KeySourceException {
		return keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null);
	}

	private static List<JWK> getUnchecked(SearchedKeys keys) {
		try {
			return get(keys, "new");
		}
		catch (KeySourceException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static JWKSet set(String... ids) {
		return new JWKSet(List.of(ids)
			.stream()
			.<JWK>map((id) -> new OctetSequenceKey.Builder(new byte[32]).keyID(id).build())
			.toList());
	}

	/**
	 * A cache that never expires, in front of a provider that may be gone.
	 */
	private static final class Provider implements JWKSetSource<SecurityContext> {

		private final AtomicInteger fetches = new AtomicInteger();

		private volatile JWKSet published = set("old");

		private volatile CountDownLatch gate = new CountDownLatch(0);

		private volatile JWKSet cached;

		@Override
		public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
				throws KeySourceException {
			if (this.cached == null || evaluator.requiresRefresh(this.cached)) {
				this.fetches.incrementAndGet();
				await();
				if (this.published == null) {
					throw new JWKSetUnavailableException("gone");
				}
				this.cached = new JWKSet(this.published.getKeys());
			}
			return this.cached;
		}

		private void await() {
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Override
		public void close() {
		}

	}

}
