package io.github.mcpoauth.authorizationserver.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The store in memory.
 */
class InMemoryAuthorizationStoreTests extends AuthorizationStoreContract {

	private final InMemoryAuthorizationStore store = new InMemoryAuthorizationStore(this.clock);

	@Override
	AuthorizationStore store() {
		return this.store;
	}

	/** Nobody else has this memory. */
	@Override
	AuthorizationStore otherInstance() {
		return this.store;
	}

	@Test
	void removeExpiredWhenSomeAreThenOnlyTheyGo() {
		this.store.save(version(1), hashes("a"), Set.of());
		assertThat(this.store.removeExpired(this.clock.instant(), 10)).isZero();
		Instant later = this.clock.instant().plus(Duration.ofHours(1));
		assertThat(this.store.removeExpired(later, 0)).isZero();
		assertThat(this.store.removeExpired(later, 10)).isOne();
		assertThat(this.store.removeExpired(later, 10)).isZero();
		assertThat(this.store.findById(version(1).id())).isNull();
	}

}
