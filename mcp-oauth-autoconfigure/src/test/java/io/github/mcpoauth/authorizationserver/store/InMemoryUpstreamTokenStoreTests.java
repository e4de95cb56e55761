package io.github.mcpoauth.authorizationserver.store;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The store in memory.
 */
class InMemoryUpstreamTokenStoreTests extends UpstreamTokenStoreContract {

	private final InMemoryUpstreamTokenStore store = new InMemoryUpstreamTokenStore(this.clock);

	@Override
	UpstreamTokenStore store() {
		return this.store;
	}

	/** Nobody else has this memory. */
	@Override
	UpstreamTokenStore otherInstance() {
		return this.store;
	}

	@Test
	void removeExpiredWhenSomeAreThenOnlyTheyGo() {
		this.store.save(tokens("a"), null);
		assertThat(this.store.removeExpired(this.clock.instant(), 10)).isZero();
		Instant later = this.clock.instant().plus(Duration.ofHours(1));
		assertThat(this.store.removeExpired(later, 0)).isZero();
		assertThat(this.store.removeExpired(later, 10)).isOne();
		assertThat(this.store.removeExpired(later, 10)).isZero();
	}

	@Tag("FT22")
	@Test
	void saveWhenThereAreTooManyThenSomeAreForgotten() {
		InMemoryUpstreamTokenStore small = new InMemoryUpstreamTokenStore(this.clock, 10);
		for (int i = 0; i < 100; i++) {
			small.save(tokens("number " + i), null);
		}
		assertThat(small.size()).isEqualTo(10);
	}

}
