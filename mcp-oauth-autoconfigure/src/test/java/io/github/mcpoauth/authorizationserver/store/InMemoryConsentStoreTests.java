package io.github.mcpoauth.authorizationserver.store;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The store in memory.
 */
class InMemoryConsentStoreTests extends ConsentStoreContract {

	private final InMemoryConsentStore store = new InMemoryConsentStore(this.clock);

	@Override
	ConsentStore store() {
		return this.store;
	}

	/** Nobody else has this memory. */
	@Override
	ConsentStore otherInstance() {
		return this.store;
	}

	@Test
	void removeExpiredWhenSomeAreThenOnlyTheyGo() {
		this.store.save(consent("a"));
		assertThat(this.store.removeExpired(this.clock.instant(), 10)).isZero();
		Instant later = this.clock.instant().plus(Duration.ofHours(1));
		assertThat(this.store.removeExpired(later, 0)).isZero();
		assertThat(this.store.removeExpired(later, 10)).isOne();
		assertThat(this.store.removeExpired(later, 10)).isZero();
	}

	@Tag("FT22")
	@Test
	void saveWhenThereAreTooManyThenSomeAreForgotten() {
		InMemoryConsentStore small = new InMemoryConsentStore(this.clock, 10);
		for (int i = 0; i < 100; i++) {
			small.save(consent("number " + i));
		}
		assertThat(small.size()).isEqualTo(10);
	}

}
