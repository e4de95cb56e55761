package io.github.mcpoauth.upstream;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * How many tokens are looked up at the same time.
 */
@Tag("FT5")
class IntrospectionLimitTests {

	private final IntrospectionLimit limit = new IntrospectionLimit(2);

	private final TokenIntrospection other = this.limit.of((token) -> Map.of("sub", token));

	@Test
	void introspectWhenAsManyAsMayAreUnderWayThenUnavailableWhicheverIssuer() {
		TokenIntrospection third = this.limit.of((token) -> {
			assertThatExceptionOfType(UpstreamUnavailableException.class)
				.isThrownBy(() -> this.other.introspect("third"))
				.satisfies((ex) -> assertThat(ex.retryAfter()).isNotNull())
				.withMessageContaining("max-concurrent-lookups");
			return Map.of("sub", token);
		});
		TokenIntrospection second = this.limit.of(third::introspect);
		assertThat(second.introspect("first")).containsEntry("sub", "first");
		assertThat(second.introspect("again")).containsEntry("sub", "again");
	}

	@Test
	void introspectWhenOthersFailedThenTheyAreNotUnderWayAnyMore() {
		TokenIntrospection failing = this.limit.of((token) -> {
			throw new IllegalStateException(token);
		});
		for (int i = 0; i < 5; i++) {
			assertThatIllegalStateException().isThrownBy(() -> failing.introspect("x"));
		}
		assertThat(this.other.introspect("after")).containsEntry("sub", "after");
	}

}
